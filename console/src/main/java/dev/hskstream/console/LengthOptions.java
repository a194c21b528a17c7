package dev.hskstream.console;

import picocli.CommandLine.Option;

/** How long a sample may be: a mixin for every command that tokenizes texts. */
public final class LengthOptions {
    @Option(
            names = "--max-length",
            defaultValue = "128",
            paramLabel = "N",
            description = "Tokens a sample is truncated to.")
    @Range(min = 5)
    private int maxLength;

    /** Tokens a sample is truncated to for a model that takes {@code most}. */
    public int tokens(int most) {
        return Math.min(maxLength, most);
    }
}
