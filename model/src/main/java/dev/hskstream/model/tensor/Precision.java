package dev.hskstream.model.tensor;

import java.util.Arrays;
import java.util.Locale;

/**
 * What the linears of an inference are computed in. Everything else, and every number that goes in or comes out, is
 * float32 with either.
 */
public enum Precision {
    /** IEEE 754 binary32. */
    FLOAT32,
    /** float32 cut to its upper 16 bits, rounded half to even; products are summed in float32. */
    BFLOAT16;

    /**
     * Reads {@code float32} or {@code bfloat16}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static Precision parse(String text) {
        return Arrays.stream(values())
                .filter(precision -> precision.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "precision \"" + text + "\" is not known; it can be float32 or bfloat16"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
