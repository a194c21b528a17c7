package dev.hskstream.trainer.optimizer;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of one parameter.
 *
 * @param values of the parameter's shape, or {@code [n, ...]} if {@code rows} is given
 * @param rows the parameter's rows that {@code values} belongs to, int64 {@code [n]}, each at most once; the gradient
 *     of all other rows is zero. Null if {@code values} covers all rows
 */
public record Gradient(NDArray values, @Nullable NDArray rows) {
    /** A gradient that covers the whole parameter. */
    public static Gradient whole(NDArray values) {
        return new Gradient(values, null);
    }
}
