package dev.hskstream.trainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import dev.hskstream.base.file.AtomicFiles;
import dev.hskstream.trainer.run.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that a run was started with, stored beside its checkpoints so that a restart need not repeat them.
 * Written after the first step, so that a start that is refused changes nothing.
 */
final class RunRecord implements TrainingListener {
    private static final String FILE = "run.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Options about connections, locations and output. They do not define the run, so each start gives its own. */
    private static final Set<String> OF_ONE_START = Set.of(
            "--set",
            "--name",
            "--out",
            "--cache-dir",
            "--force",
            "--restart",
            "--bootstrap-servers",
            "--registry-url",
            "--kafka-config",
            "--registry-config",
            "--metrics-port",
            "--metrics-host",
            "--json",
            "--stacktrace",
            "--help",
            "--version");

    private final Path file;
    private final CommandSpec command;
    private boolean written;

    RunRecord(Path runDirectory, CommandSpec command) {
        this.file = runDirectory.resolve(FILE);
        this.command = command;
    }

    /**
     * Sets every option that was not given in this start to its value in the earlier start, if there was one.
     *
     * @throws UserException if the record cannot be read
     */
    void restore() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            JsonNode earlier = JSON.readTree(file.toFile());
            for (OptionSpec option : options()) {
                JsonNode value = value(earlier, option);
                if (value != null && !given(option)) {
                    option.setValue(JSON.treeToValue(value, option.type()));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException(file + ": the run's options cannot be read (" + e.getMessage()
                    + "); give them all and --restart to start anew");
        }
    }

    /** The stored value, looked up under all of the option's names because earlier versions stored older names. */
    private static @Nullable JsonNode value(JsonNode earlier, OptionSpec option) {
        return Stream.of(option.names())
                .map(earlier::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void step(StepReport report) {
        if (!written) {
            write();
            written = true;
        }
    }

    @Override
    public void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best) {}

    private void write() {
        ObjectNode values = JSON.createObjectNode();
        options().forEach(option -> {
            Object value = option.getValue();
            if (value != null) {
                values.set(option.longestName(), JSON.valueToTree(value));
            }
        });
        try {
            AtomicFiles.createDirectories(
                    Objects.requireNonNull(file.toAbsolutePath().getParent()));
            AtomicFiles.writeString(file, values.toPrettyString() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private List<OptionSpec> options() {
        return command.options().stream()
                .filter(option -> !OF_ONE_START.contains(option.longestName()))
                .toList();
    }

    /** Whether the option was given on the command line or in the environment. */
    private boolean given(OptionSpec option) {
        try {
            return command.commandLine().getParseResult().hasMatchedOption(option)
                    || command.defaultValueProvider().defaultValue(option) != null;
        } catch (Exception e) {
            throw new IllegalStateException("the environment cannot be asked for " + option.longestName(), e);
        }
    }
}
