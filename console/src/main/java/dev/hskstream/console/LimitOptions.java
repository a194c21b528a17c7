package dev.hskstream.console;

import picocli.CommandLine.Option;

/** The options for using only a part of the training data: a mixin for every command that reads it. */
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
            description = "Seed for the rows of --limit; with the same seed, finetune and load take the same rows.")
    private long seed;

    /** The number of rows to use; 0 for all. */
    public int rows() {
        return limit;
    }

    /** The seed that decides which rows are used. */
    public long seed() {
        return seed;
    }
}
