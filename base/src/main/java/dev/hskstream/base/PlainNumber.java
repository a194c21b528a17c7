package dev.hskstream.base;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Parses decimal numbers as people write them: digits, a decimal point, an exponent. Java's own parser also accepts
 * {@code 5d}, {@code 0x1p3}, {@code NaN} and {@code Infinity}, and turns {@code 1e400} into infinity.
 */
public final class PlainNumber {
    private static final Pattern FORM = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    private PlainNumber() {}

    /** Parses a number. Returns empty if the text is not a number, or if its value is too large for a double. */
    public static OptionalDouble parse(String text) {
        if (!FORM.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }
}
