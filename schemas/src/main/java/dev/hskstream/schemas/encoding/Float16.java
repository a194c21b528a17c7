package dev.hskstream.schemas.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * IEEE 754 binary16, rounded half to even. Magnitudes above 65504, the largest binary16 number, become 65504: hidden
 * states are of order 1, and one extreme unit is no reason to reject the sample.
 */
public record Float16() implements ValueEncoding {
    private static final float LARGEST = 65504f;
    private static final int INFINITE = 0x7c00;
    private static final int LOWEST_EXPONENT = 0x400;

    /**
     * The exponent masks for four halves packed in a long. If an exponent has all bits set, the addition carries into
     * the sign bit.
     */
    private static final long INFINITE_FOUR = 0x7c00_7c00_7c00_7c00L;

    private static final long LOWEST_EXPONENT_FOUR = 0x0400_0400_0400_0400L;
    private static final long SIGN_FOUR = 0x8000_8000_8000_8000L;

    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle HALF = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    /** The float value of every half, 256 KiB; a layer's values touch only a small part of the table. */
    private static final float[] FLOATS = new float[1 << 16];

    static {
        for (int half = 0; half < FLOATS.length; half++) {
            FLOATS[half] = toFloat((short) half);
        }
    }

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
        HalfLanes.write(values, tokens * units, out);
        out.position(out.position() + bytes(tokens, units));
    }

    @Override
    public void decode(ByteBuffer in, int tokens, int units, float[] values, int offset) {
        Window stored = Window.next(in, bytes(tokens, units));
        if (notFinite(stored, tokens * units)) {
            throw new CodecException("a stored float16 is NaN or infinite");
        }
        expand(stored.array(), stored.offset(), values, offset, tokens * units);
    }

    /**
     * Checks four halves at a time, in a separate loop, because the check would keep the compiler from vectorising the
     * other loop.
     */
    private static boolean notFinite(Window stored, int count) {
        long carries = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            long halves = (long) FOUR.get(stored.array(), stored.offset() + Short.BYTES * i);
            carries |= (halves & INFINITE_FOUR) + LOWEST_EXPONENT_FOUR;
        }
        for (; i < count; i++) {
            int half = (short) HALF.get(stored.array(), stored.offset() + Short.BYTES * i);
            carries |= (half & INFINITE) + LOWEST_EXPONENT;
        }
        return (carries & SIGN_FOUR) != 0;
    }

    private static void expand(byte[] stored, int from, float[] values, int offset, int count) {
        for (int i = 0; i < count; i++) {
            values[offset + i] = FLOATS[(short) HALF.get(stored, from + Short.BYTES * i) & 0xffff];
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
            // Subnormal halves are multiples of 2^-24. Adding 0.5 rounds a float of this size to such a multiple.
            return (short) (sign | (Float.floatToRawIntBits(magnitude + 0.5f) - 0x3f000000));
        }
        int rounded = size + 0xfff + ((size >>> 13) & 1);
        return (short) (sign | ((rounded - (112 << 23)) >>> 13));
    }

    /** Converts a finite half exactly. */
    static float toFloat(short half) {
        // After the shift, the exponent is 112 too small; the product corrects it, for subnormals too.
        float magnitude = Float.intBitsToFloat((half & 0x7fff) << 13) * 0x1p112f;
        return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | ((half & 0x8000) << 16));
    }

    @Override
    public String toString() {
        return spec();
    }
}
