package dev.hskstream.schemas.encoding;

/** Loops over floats, written so that the compiler vectorises them. */
final class Numbers {
    private Numbers() {}

    /**
     * The largest magnitude in {@code values[from, to)}.
     *
     * @throws CodecException if a value is NaN or infinite
     */
    static float largest(float[] values, int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(values[i]));
        }
        // Math.max returns NaN if either operand is NaN.
        if (!(largest <= Float.MAX_VALUE)) {
            throw notFinite(values, from, to);
        }
        return largest;
    }

    private static CodecException notFinite(float[] values, int from, int to) {
        int at = from;
        while (at < to && Float.isFinite(values[at])) {
            at++;
        }
        return new CodecException("value " + at + " is " + values[at] + "; only finite numbers can be stored");
    }
}
