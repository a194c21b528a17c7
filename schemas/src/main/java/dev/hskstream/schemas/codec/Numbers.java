package dev.hskstream.schemas.codec;

/** Float arithmetic on raw bits, in loops that the compiler turns into vector code. */
final class Numbers {
    private static final int MAGNITUDE = 0x7fffffff;
    private static final int INFINITE = 0x7f800000;

    private Numbers() {}

    /**
     * The largest magnitude of {@code values[from, to)}.
     *
     * @throws CodecException if one is NaN or infinite
     */
    static float largest(float[] values, int from, int to) {
        int largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & MAGNITUDE);
        }
        if (largest >= INFINITE) {
            throw notFinite(values, from, to);
        }
        return Float.intBitsToFloat(largest);
    }

    private static CodecException notFinite(float[] values, int from, int to) {
        int at = from;
        while (at < to && Float.isFinite(values[at])) {
            at++;
        }
        return new CodecException("value " + at + " is " + values[at] + "; only finite numbers can be stored");
    }
}
