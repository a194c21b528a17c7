package dev.hskstream.base;

import org.jspecify.annotations.Nullable;

/**
 * A failure whose message is for the user: one line that names the place, the value and the remedy, printed as it is.
 * All exceptions with such messages extend this class; a caller's mistake is an {@link IllegalArgumentException}
 * instead.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates a failure without a cause. */
    public UserException(String message) {
        super(message);
    }

    /** Creates a failure with the exception that caused it. */
    public UserException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
