package dev.hskstream.cli.broker;

import dev.hskstream.schemas.SchemasException;
import org.jspecify.annotations.Nullable;

/** The embedded broker or registry cannot start: its directory or its port is not to be had. */
public final class BrokerException extends SchemasException {
    private static final long serialVersionUID = 1L;

    /** One line that names the directory or port and the remedy. */
    public BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
