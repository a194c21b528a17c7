package dev.hskstream.model.task;

import org.jspecify.annotations.Nullable;

/** Which columns of a plain table hold what ({@code --text}, {@code --text-pair}, {@code --label}). */
public record ColumnOptions(@Nullable String text, @Nullable String textPair, @Nullable String label) {
    /** For tasks whose columns are known. */
    public static ColumnOptions none() {
        return new ColumnOptions(null, null, null);
    }

    boolean isEmpty() {
        return text == null && textPair == null && label == null;
    }
}
