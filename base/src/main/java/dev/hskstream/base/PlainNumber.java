package dev.hskstream.base;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Numbers as people write them: decimal digits, a point, an exponent. Java's own reading also takes {@code 5d},
 * {@code 0x1p3}, {@code NaN} and {@code Infinity}, and makes infinity of {@code 1e400}.
 */
public final class PlainNumber {
    private static final Pattern FORM = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    private PlainNumber() {}

    /** The number; empty where the text is none, or none that a double can hold. */
    public static OptionalDouble parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
