package dev.hskstream.console;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads options that are missing on the command line from environment variables: {@code --batch-size} from
 * {@code HSK_BATCH_SIZE}. If an option also has an older name, that name's variable is read too, after the newer one's.
 * An empty variable counts as unset, because container files cannot unset a variable.
 */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return variable(argument).map(environment::get).orElse(null);
    }

    /** The environment variable that sets this option; empty if none does. */
    Optional<String> variable(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return Optional.empty();
        }
        return Stream.of(option.names())
                .filter(name -> name.startsWith("--"))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(EnvironmentDefaults::variableName)
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst();
    }

    /** Converts {@code --batch-size} to {@code HSK_BATCH_SIZE}. */
    static String variableName(String option) {
        return "HSK_" + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
