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
 * Gives every option that the command line leaves out the value of its environment variable: {@code --batch-size} reads
 * {@code HSK_BATCH_SIZE}. Where an option has an older name too, that one's variable counts as well, after the newer one's. An empty variable counts as unset, because container files cannot unset one.
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

    /** The variable that gives this option its value now, if one does. */
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

    /** {@code --batch-size} becomes {@code HSK_BATCH_SIZE}. */
    static String variableName(String option) {
        return "HSK_" + option.substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
