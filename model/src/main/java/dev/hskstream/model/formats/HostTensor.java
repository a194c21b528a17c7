package dev.hskstream.model.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A float32 tensor in off-heap memory, possibly in a memory-mapped file: little-endian and row-major. Tensors are equal
 * if their shapes and bits are.
 *
 * @param shape dimensions, outermost first; empty for a scalar
 * @param data direct buffer of exactly {@code 4 * size()} bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record HostTensor(long[] shape, ByteBuffer data) implements TensorSource {
    public HostTensor {
        shape = shape.clone();
        if (!data.isDirect()) {
            throw new IllegalArgumentException("a tensor's data must be a direct buffer");
        }
        data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (data.capacity() != 4 * sizeOf(shape)) {
            throw new IllegalArgumentException("shape " + Arrays.toString(shape) + " needs " + 4 * sizeOf(shape)
                    + " bytes, there are " + data.capacity());
        }
    }

    /** Creates a tensor from a copy of the given values. */
    public static HostTensor of(long[] shape, float... values) {
        HostTensor tensor = zeros(shape);
        if (tensor.size() != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + values.length + " values");
        }
        tensor.data.asFloatBuffer().put(values);
        return tensor;
    }

    /** Creates a tensor of zeros, which can be filled through {@link #floats()}. */
    public static HostTensor zeros(long... shape) {
        return new HostTensor(shape, ByteBuffer.allocateDirect(Math.toIntExact(4 * sizeOf(shape))));
    }

    /**
     * Returns the number of elements of a tensor of this shape.
     *
     * @throws ArithmeticException if it exceeds a long
     */
    public static long sizeOf(long... shape) {
        long size = 1;
        for (long extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException("negative extent in shape " + Arrays.toString(shape));
            }
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** A new view of the bytes, at position 0 and little-endian. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns this tensor, because its values are in host memory already. */
    @Override
    public HostTensor values() {
        return this;
    }

    /** A new view of the elements, at position 0. */
    public FloatBuffer floats() {
        return data.asFloatBuffer();
    }

    /** The number of elements. */
    public long size() {
        return data.capacity() / 4;
    }

    public boolean hasShape(long... other) {
        return Arrays.equals(shape, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostTensor that && Arrays.equals(shape, that.shape) && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
        return "HostTensor" + Arrays.toString(shape);
    }
}
