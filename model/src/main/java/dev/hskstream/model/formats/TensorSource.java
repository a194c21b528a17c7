package dev.hskstream.model.formats;

/** A float32 tensor whose numbers are brought to host memory when they are asked for: what a file can be written of. */
public interface TensorSource {
    /** Extents, outermost first; empty for a scalar. */
    long[] shape();

    /** The numbers, valid until the next source of the same group is asked for its own, and as long as their owner is open. */
    HostTensor values();
}
