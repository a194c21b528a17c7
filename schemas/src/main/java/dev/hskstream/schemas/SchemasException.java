package dev.hskstream.schemas;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong between this process and Kafka, the registry or the stored bytes. The message is one line that names
 * the place, the value and the remedy, fit to be shown to the user as it is.
 */
public class SchemasException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure that has no other exception beneath it. */
    public SchemasException(String message) {
        super(message);
    }

    /** A failure with the exception that caused it. */
    public SchemasException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
