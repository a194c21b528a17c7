package dev.hskstream.local.broker;

import dev.hskstream.base.UserException;
import org.jspecify.annotations.Nullable;

/** The embedded broker or registry cannot start because its directory or its port cannot be used. */
public final class BrokerException extends UserException {
    private static final long serialVersionUID = 1L;

    /** Takes a one-line message that names the directory or port and the remedy. */
    public BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
