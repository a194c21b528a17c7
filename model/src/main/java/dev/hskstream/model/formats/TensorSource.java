package dev.hskstream.model.formats;

/**
 * A float32 tensor whose values are copied to host memory only on request, so that a large model can be written to a
 * file one tensor at a time.
 */
public interface TensorSource {
    /** The dimensions, outermost first; empty for a scalar. */
    long[] shape();

    /**
     * Returns the values. They are valid until {@code values} of another source of the same group is called, and at
     * most as long as their owner is open.
     */
    HostTensor values();
}
