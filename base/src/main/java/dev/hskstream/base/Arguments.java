package dev.hskstream.base;

import java.util.Locale;

/** Checks that a constructor or method makes of its arguments. */
public final class Arguments {
    private Arguments() {}

    /**
     * Refuses arguments that do not fit.
     *
     * @param what the checked argument is, for the message
     * @param message a {@link String#format} with its {@code values}
     * @throws IllegalArgumentException saying {@code WHAT: MESSAGE}, if the condition does not hold
     */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    public static void check(boolean holds, String what, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(what + ": " + String.format(Locale.ROOT, message, values));
        }
    }
}
