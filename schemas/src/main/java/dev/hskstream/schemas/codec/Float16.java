package dev.hskstream.schemas.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * IEEE 754 binary16, rounded half to even. Magnitudes above 65504, the largest that binary16 has, become 65504: a hidden
 * state is of order 1, and one extreme unit is no reason to lose the sample.
 */
public record Float16() implements ValueEncoding {
    private static final float LARGEST = 65504f;
    private static final int INFINITE = 0x7c00;

    @Override
    public byte id() {
        return 2;
    }

    @Override
    public String spec() {
        return "float16";
    }

    @Override
    public int bytes(int tokens, int units) {
        return Math.multiplyExact(Short.BYTES, Math.multiplyExact(tokens, units));
    }

    @Override
    public void encode(float[] values, int tokens, int units, ByteBuffer out) {
        int count = tokens * units;
        Numbers.largest(values, 0, count);
        short[] halves = new short[count];
        for (int i = 0; i < count; i++) {
            halves[i] = toHalf(values[i]);
        }
        out.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(halves);
        out.position(out.position() + bytes(tokens, units));
    }

    @Override
    public void decode(ByteBuffer in, int tokens, int units, float[] values, int offset) {
        short[] halves = new short[tokens * units];
        in.slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(halves);
        in.position(in.position() + bytes(tokens, units));
        int largest = 0;
        for (int i = 0; i < halves.length; i++) {
            largest = Math.max(largest, halves[i] & 0x7fff);
            values[offset + i] = toFloat(halves[i]);
        }
        if (largest >= INFINITE) {
            throw new CodecException("a stored float16 is NaN or infinite");
        }
    }

    @Override
    public double maxError(float[] row) {
        float largest = Numbers.largest(row, 0, row.length);
        float half = Math.scalb(1f, Math.max(Math.getExponent(largest), -14) - 11);
        return Math.max(half, (double) largest - LARGEST);
    }

    /** Rounds half to even; magnitudes above 65504 become 65504. The value must be finite. */
    static short toHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        float magnitude = Math.min(Float.intBitsToFloat(bits & 0x7fffffff), LARGEST);
        int size = Float.floatToRawIntBits(magnitude);
        if (size < 0x38800000) {
            // Subnormal halves are multiples of 2^-24, which is what adding 0.5 rounds a float to.
            return (short) (sign | (Float.floatToRawIntBits(magnitude + 0.5f) - 0x3f000000));
        }
        int rounded = size + 0xfff + ((size >>> 13) & 1);
        return (short) (sign | ((rounded - (112 << 23)) >>> 13));
    }

    /** Exact for every finite half. */
    static float toFloat(short half) {
        // Moved into place the exponent is 112 too small; the product sets it right, subnormals included.
        float magnitude = Float.intBitsToFloat((half & 0x7fff) << 13) * 0x1p112f;
        return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | ((half & 0x8000) << 16));
    }

    @Override
    public String toString() {
        return spec();
    }
}
