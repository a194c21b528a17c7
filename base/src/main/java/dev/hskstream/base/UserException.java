package dev.hskstream.base;

import org.jspecify.annotations.Nullable;

/**
 * A failure whose message is for the user: one line that names the place, the value and the remedy, shown as it is. The
 * root of all such exceptions; a caller's mistake is an {@link IllegalArgumentException} instead.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure that has no other exception beneath it. */
    public UserException(String message) {
        super(message);
    }

    /** A failure with the exception that caused it. */
    public UserException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
