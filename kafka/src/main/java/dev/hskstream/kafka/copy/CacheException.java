package dev.hskstream.kafka.copy;

import dev.hskstream.base.UserException;
import org.jspecify.annotations.Nullable;

/** A local copy cannot be written or read: the disk is full, or a file operation failed. */
public final class CacheException extends UserException {
    private static final long serialVersionUID = 1L;

    /** Takes a one-line message that names the directory or file and the remedy. */
    public CacheException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
