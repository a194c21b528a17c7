package dev.hskstream.local.broker;

import dev.hskstream.base.UserException;
import org.jspecify.annotations.Nullable;

/** The embedded broker or registry cannot start: its directory or its port is not to be had. */
public final class BrokerException extends UserException {
    private static final long serialVersionUID = 1L;

    /** One line that names the directory or port and the remedy. */
    public BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
