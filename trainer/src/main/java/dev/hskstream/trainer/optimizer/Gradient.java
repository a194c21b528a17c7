package dev.hskstream.trainer.optimizer;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of one parameter.
 *
 * @param values as the parameter, or {@code [n, ...]} where rows are given
 * @param rows int64 {@code [n]}, each once: which of the parameter's rows the values are of, the others' being zero; null
 *     for all
 */
public record Gradient(NDArray values, @Nullable NDArray rows) {
    /** Of all of the parameter. */
    public static Gradient whole(NDArray values) {
        return new Gradient(values, null);
    }
}
