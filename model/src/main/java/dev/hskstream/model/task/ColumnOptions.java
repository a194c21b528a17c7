package dev.hskstream.model.task;

import org.jspecify.annotations.Nullable;

/** The column names of a plain table, given by {@code --text}, {@code --text-pair} and {@code --label}. */
public record ColumnOptions(@Nullable String text, @Nullable String textPair, @Nullable String label) {
    /** No names: for tasks whose columns are known. */
    public static ColumnOptions none() {
        return new ColumnOptions(null, null, null);
    }

    boolean isEmpty() {
        return text == null && textPair == null && label == null;
    }
}
