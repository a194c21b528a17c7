package dev.hskstream.model.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** The floating-point formats that checkpoints can use. All are converted to float32 when they are read. */
public enum ElementType {
    FLOAT32(4) {
        @Override
        float at(ByteBuffer raw, int offset) {
            return raw.getFloat(offset);
        }
    },
    /** IEEE 754 binary16. */
    FLOAT16(2) {
        @Override
        float at(ByteBuffer raw, int offset) {
            return fromHalf(raw.getShort(offset));
        }
    },
    /** The upper half of a float32. */
    BFLOAT16(2) {
        @Override
        float at(ByteBuffer raw, int offset) {
            return Float.intBitsToFloat(raw.getShort(offset) << 16);
        }
    },
    /** Rounded to the nearest float32. */
    FLOAT64(8) {
        @Override
        float at(ByteBuffer raw, int offset) {
            return (float) raw.getDouble(offset);
        }
    };

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes per element. */
    public int bytes() {
        return bytes;
    }

    abstract float at(ByteBuffer raw, int offset);

    /**
     * Converts the bytes between position and limit of {@code raw} into a tensor. Float32 in aligned direct memory is
     * shared, not copied.
     *
     * @param shape the tensor's dimensions
     * @throws IllegalArgumentException if the number of bytes does not match the shape
     */
    public HostTensor tensor(long[] shape, ByteBuffer raw) {
        ByteBuffer source = raw.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (this == FLOAT32 && source.isDirect() && source.alignmentOffset(0, Float.BYTES) == 0) {
            return new HostTensor(shape, source);
        }
        HostTensor tensor = HostTensor.zeros(shape);
        if (source.remaining() != tensor.size() * bytes) {
            throw new IllegalArgumentException(tensor + " of " + this + " needs " + tensor.size() * bytes
                    + " bytes, there are " + source.remaining());
        }
        FloatBuffer target = tensor.floats();
        for (int offset = 0; target.hasRemaining(); offset += bytes) {
            target.put(at(source, offset));
        }
        return tensor;
    }

    static float fromHalf(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = (half >>> 10) & 0x1f;
        int fraction = half & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        // The exponent bias is 127 instead of 15; infinities and NaNs keep an exponent of all ones.
        int wide = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }
}
