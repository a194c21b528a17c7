package dev.hskstream.model.tensor;

import java.util.Arrays;
import java.util.Locale;

/** The precision of matrix products in inference. All other computations, inputs and results are float32. */
public enum Precision {
    /** IEEE 754 binary32. */
    FLOAT32,
    /** The upper 16 bits of a float32, rounded half to even; products are summed in float32. */
    BFLOAT16;

    /**
     * Parses {@code float32} or {@code bfloat16}.
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
