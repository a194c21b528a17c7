package dev.hskstream.schemas.encoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One signed byte per value and one float32 scale per token: {@code scale = max|row| / 127},
 * {@code q = rint(value / scale)}, decoded as {@code q * scale}. All scales come first, then the bytes. An all-zero row
 * has scale 0, and so has a row whose scale would be subnormal.
 */
public record Int8PerToken() implements ValueEncoding {
    private static final int LEVELS = 127;

    /** 1.5 * 2^23: a float of this magnitude has no fraction bits, so adding this number rounds half to even. */
    private static final float ROUND = 12582912f;

    /**
     * Every quantisation level as a float, indexed by its unsigned byte; a table lookup is faster than a conversion.
     */
    private static final float[] FLOATS = new float[256];

    static {
        for (int level = 0; level < FLOATS.length; level++) {
            FLOATS[level] = (byte) level;
        }
    }

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
        ByteBuffer levels = out.slice().position(Float.BYTES * tokens);
        byte[] row = new byte[units];
        float[] scaled = new float[units];
        for (int t = 0; t < tokens; t++) {
            int from = t * units;
            float scale = scale(Numbers.largest(values, from, from + units));
            scales.putFloat(scale);
            System.arraycopy(values, from, scaled, 0, units);
            quantize(scaled, row, units, scale);
            levels.put(row);
        }
        out.position(out.position() + bytes(tokens, units));
    }

    @Override
    public void decode(ByteBuffer in, int tokens, int units, float[] values, int offset) {
        ByteBuffer scales = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + Float.BYTES * tokens);
        Window levels = Window.next(in, tokens * units);
        for (int t = 0; t < tokens; t++) {
            float scale = scales.getFloat();
            if (!(scale >= 0 && scale <= Float.MAX_VALUE / LEVELS)) {
                throw new CodecException("the scale of kept token " + t + " is " + scale);
            }
            scale(levels.array(), levels.offset() + t * units, values, offset + t * units, units, scale);
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

    /**
     * Divides in place and rounds in one loop over floats, then takes their lowest bytes in a second loop, so that both
     * vectorise.
     */
    private static void quantize(float[] row, byte[] levels, int units, float scale) {
        // With scale 0 every value becomes level 0, which division by infinity gives as well.
        float divisor = scale == 0 ? Float.POSITIVE_INFINITY : scale;
        for (int i = 0; i < units; i++) {
            // |value / scale| is at most 127 plus a last-place error, which rounding removes.
            row[i] = row[i] / divisor + ROUND;
        }
        for (int i = 0; i < units; i++) {
            levels[i] = (byte) Float.floatToRawIntBits(row[i]);
        }
    }

    private static void scale(byte[] levels, int from, float[] values, int offset, int units, float scale) {
        for (int i = 0; i < units; i++) {
            values[offset + i] = FLOATS[levels[from + i] & 0xff] * scale;
        }
    }

    @Override
    public String toString() {
        return spec();
    }
}
