package dev.hskstream.console;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the compute device: a mixin for the commands that run a network. */
public final class EngineOptions implements TextForms {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of an operation (default: one per core that this process may use).")
    @Range(min = 1)
    private @Nullable Integer threads;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            paramLabel = "cpu|gpu:N",
            description = "Compute device: the processor, or the graphics card with number N.")
    private String device = "cpu";

    private final Map<String, Consumer<String>> forms;

    /** @param devices parses a device's name and throws an {@link IllegalArgumentException} if it is none */
    public EngineOptions(Consumer<String> devices) {
        this.forms = Map.of("--device", devices);
    }

    @Override
    public Map<String, Consumer<String>> forms() {
        return forms;
    }

    /** The number of threads per operation; null for one per core that this process may use. */
    public @Nullable Integer threads() {
        return threads;
    }

    /** The value of {@code --device}: {@code cpu} or {@code gpu:N}. */
    public String device() {
        return device;
    }
}
