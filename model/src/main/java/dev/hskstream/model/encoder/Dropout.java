package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;

/**
 * Applies dropout at one place of the network. Which values are dropped depends on the implementation and the order of
 * the calls.
 */
@FunctionalInterface
public interface Dropout {
    /** For inference: keeps every value. */
    Dropout NONE = (x, rate) -> x;

    /**
     * Returns {@code x} with each value set to zero with probability {@code rate} and the others scaled by 1 / (1 -
     * rate).
     */
    NDArray apply(NDArray x, double rate);
}
