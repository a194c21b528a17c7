package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;

/** Drops values at a site of the network; what is drawn depends on the implementation and the order of the calls. */
@FunctionalInterface
public interface Dropout {
    /** Inference: everything is kept. */
    Dropout NONE = (x, rate) -> x;

    /** {@code x} with each value zeroed with probability {@code rate} and the others scaled by 1 / (1 - rate). */
    NDArray apply(NDArray x, double rate);
}
