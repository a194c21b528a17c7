package dev.hskstream.console;

import picocli.CommandLine.Option;

/** The option for the maximum length of a sample: a mixin for every command that tokenizes texts. */
public final class LengthOptions {
    @Option(
            names = "--max-length",
            defaultValue = "128",
            paramLabel = "N",
            description = "Number of tokens that samples are truncated to.")
    @Range(min = 5)
    private int maxLength;

    /**
     * The number of tokens to truncate samples to.
     *
     * @param most the maximum length that the model supports
     */
    public int tokens(int most) {
        return Math.min(maxLength, most);
    }
}
