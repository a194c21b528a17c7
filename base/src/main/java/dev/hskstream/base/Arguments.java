package dev.hskstream.base;

import java.util.Locale;

/** Checks of constructor and method arguments. */
public final class Arguments {
    private Arguments() {}

    /**
     * Throws if a condition on an argument does not hold.
     *
     * @param holds the condition
     * @param what name of the argument, for the message
     * @param message a {@link String#format} pattern for {@code values}
     * @throws IllegalArgumentException with the message {@code WHAT: MESSAGE}, if the condition does not hold
     */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would need another dependency
    public static void check(boolean holds, String what, String message, Object... values) {
        if (!holds) {
            throw new IllegalArgumentException(what + ": " + String.format(Locale.ROOT, message, values));
        }
    }
}
