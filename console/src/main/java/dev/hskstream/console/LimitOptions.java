package dev.hskstream.console;

import java.util.List;
import picocli.CommandLine.Option;

/** How much of the training data is taken: a mixin for every command that reads it. */
public final class LimitOptions {
    @Option(
            names = "--limit",
            defaultValue = "0",
            paramLabel = "N",
            description = "Only the first N training rows; 0: all.")
    private int limit;

    /**
     * The first rows that {@code --limit} asks for.
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public <T> List<T> limited(List<T> rows) {
        if (limit < 0) {
            throw new IllegalArgumentException("--limit must not be negative, got " + limit);
        }
        return limit > 0 && limit < rows.size() ? rows.subList(0, limit) : rows;
    }
}
