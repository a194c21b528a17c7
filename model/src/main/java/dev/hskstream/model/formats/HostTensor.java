package dev.hskstream.model.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A float32 tensor in host memory outside the heap: little-endian, row-major, possibly a mapped file. Equal tensors have
 * equal shapes and equal bits.
 *
 * @param shape extents, outermost first; empty for a scalar
 * @param data direct, exactly {@code 4 * size()} bytes
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

    /** A tensor of the given values, copied. */
    public static HostTensor of(long[] shape, float... values) {
        HostTensor tensor = zeros(shape);
        if (tensor.size() != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " does not hold " + values.length + " values");
        }
        tensor.data.asFloatBuffer().put(values);
        return tensor;
    }

    /** A new tensor of zeros, to be filled through {@link #floats()}. */
    public static HostTensor zeros(long... shape) {
        return new HostTensor(shape, ByteBuffer.allocateDirect(Math.toIntExact(4 * sizeOf(shape))));
    }

    /** How many numbers a tensor of this shape holds; {@link ArithmeticException} where that is beyond a long. */
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

    /** A fresh view at position 0, little-endian. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Itself: its numbers are in host memory already. */
    @Override
    public HostTensor values() {
        return this;
    }

    /** A fresh view of the numbers at position 0. */
    public FloatBuffer floats() {
        return data.asFloatBuffer();
    }

    /** How many numbers there are. */
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
