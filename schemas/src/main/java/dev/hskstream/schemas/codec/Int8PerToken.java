package dev.hskstream.schemas.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One signed byte per value and one float32 scale per token: {@code scale = max|row| / 127},
 * {@code q = rint(value / scale)}, read as {@code q * scale}. All scales come first, then the bytes. An all-zero row has
 * scale 0, and so has one whose scale would be subnormal.
 */
public record Int8PerToken() implements ValueEncoding {
    private static final int LEVELS = 127;

    /** 1.5 * 2^23: a float of this size has no fraction bits, so adding it rounds half to even. */
    private static final float ROUND = 12582912f;

    @Override
    public byte id() {
        return 3;
    }

    @Override
    public String spec() {
        return "int8";
    }

    @Override
    public int bytes(int tokens, int units) {
        return Math.addExact(Math.multiplyExact(Float.BYTES, tokens), Math.multiplyExact(tokens, units));
    }

    @Override
    public void encode(float[] values, int tokens, int units, ByteBuffer out) {
        ByteBuffer scales = out.slice().order(ByteOrder.LITTLE_ENDIAN);
        byte[] levels = new byte[tokens * units];
        for (int t = 0; t < tokens; t++) {
            int from = t * units;
            float scale = scale(Numbers.largest(values, from, from + units));
            scales.putFloat(scale);
            if (scale > 0) {
                quantize(values, levels, from, from + units, scale);
            }
        }
        scales.put(levels);
        out.position(out.position() + bytes(tokens, units));
    }

    @Override
    public void decode(ByteBuffer in, int tokens, int units, float[] values, int offset) {
        float[] scales = new float[tokens];
        in.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(scales);
        byte[] levels = new byte[tokens * units];
        in.position(in.position() + Float.BYTES * tokens);
        in.get(levels);
        for (int t = 0; t < tokens; t++) {
            float scale = scales[t];
            if (!(scale >= 0 && scale <= Float.MAX_VALUE / LEVELS)) {
                throw new CodecException("the scale of kept token " + t + " is " + scale);
            }
            int from = t * units;
            for (int i = from; i < from + units; i++) {
                values[offset + i] = levels[i] * scale;
            }
        }
    }

    @Override
    public double maxError(float[] row) {
        float largest = Numbers.largest(row, 0, row.length);
        float scale = scale(largest);
        return scale == 0 ? largest : 0.5 * scale + 2 * Math.ulp(largest);
    }

    private static float scale(float largest) {
        float scale = largest / LEVELS;
        return scale < Float.MIN_NORMAL ? 0 : scale;
    }

    private static void quantize(float[] values, byte[] levels, int from, int to, float scale) {
        for (int i = from; i < to; i++) {
            // |value / scale| is at most 127 and a last-place error, which rounding takes away.
            levels[i] = (byte) (Float.floatToRawIntBits(values[i] / scale + ROUND) - 0x4b400000);
        }
    }

    @Override
    public String toString() {
        return spec();
    }
}
