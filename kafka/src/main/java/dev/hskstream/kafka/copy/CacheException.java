package dev.hskstream.kafka.copy;

import dev.hskstream.base.UserException;
import org.jspecify.annotations.Nullable;

/** A local copy cannot be made or read: its directory has no space, or does not do what it is told. */
public final class CacheException extends UserException {
    private static final long serialVersionUID = 1L;

    /** One line that names the directory or file and the remedy. */
    public CacheException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
