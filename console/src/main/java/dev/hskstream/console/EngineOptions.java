package dev.hskstream.console;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What computes: a mixin for the commands that run a network. */
public final class EngineOptions {
    @Option(names = "--threads", paramLabel = "N", description = "Threads of an operation (default: one per core).")
    @Range(min = 1)
    private @Nullable Integer threads;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            paramLabel = "cpu|gpu:N",
            description = "Processor, or the graphics card of that number.")
    private String device = "cpu";

    /** Threads of an operation; null leaves them to the engine. */
    public @Nullable Integer threads() {
        return threads;
    }

    /** {@code cpu} or {@code gpu:N}, as given. */
    public String device() {
        return device;
    }
}
