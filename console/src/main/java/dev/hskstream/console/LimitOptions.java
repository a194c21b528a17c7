package dev.hskstream.console;

import picocli.CommandLine.Option;

/** How much of the training data is taken: a mixin for every command that reads it. */
public final class LimitOptions {
    @Option(
            names = "--limit",
            defaultValue = "0",
            paramLabel = "N",
            description = "Only N training rows, drawn by --limit-seed and kept in their order; 0: all.")
    @Range(min = 0)
    private int limit;

    @Option(
            names = "--limit-seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Decides which rows --limit takes: with the same number finetune and load take the same.")
    private long seed;

    /** How many rows are taken; 0 for all. */
    public int rows() {
        return limit;
    }

    /** Decides which. */
    public long seed() {
        return seed;
    }
}
