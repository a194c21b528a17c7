package dev.hskstream.console;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What computes: a mixin for the commands that run a network. */
public final class EngineOptions implements TextForms {
    @Option(names = "--threads", paramLabel = "N", description = "Threads of an operation (default: one per core).")
    @Range(min = 1)
    private @Nullable Integer threads;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            paramLabel = "cpu|gpu:N",
            description = "Processor, or the graphics card of that number.")
    private String device = "cpu";

    private final Map<String, Consumer<String>> forms;

    /** With what reads a device's name, and refuses what is none with an {@link IllegalArgumentException}. */
    public EngineOptions(Consumer<String> devices) {
        this.forms = Map.of("--device", devices);
    }

    @Override
    public Map<String, Consumer<String>> forms() {
        return forms;
    }

    /** Threads of an operation; null leaves them to the engine. */
    public @Nullable Integer threads() {
        return threads;
    }

    /** {@code cpu} or {@code gpu:N}, as given. */
    public String device() {
        return device;
    }
}
