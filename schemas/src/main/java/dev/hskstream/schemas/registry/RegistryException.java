package dev.hskstream.schemas.registry;

import dev.hskstream.base.UserException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The registry refused a request or did not answer. */
public final class RegistryException extends UserException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;
    private final @Nullable Duration retryAfter;

    RegistryException(String message, int status, int errorCode, @Nullable Throwable cause) {
        this(message, status, errorCode, null, cause);
    }

    RegistryException(
            String message, int status, int errorCode, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The HTTP status; 0 if there was no answer. */
    public int status() {
        return status;
    }

    /** The registry's own error code, such as 40401; 0 if it gave none. */
    public int errorCode() {
        return errorCode;
    }

    /** Whether a schema was refused because it is incompatible with earlier versions. */
    public boolean incompatible() {
        // Confluent's error_code is 40901, other registries use 409; the HTTP status is the same for all.
        return status == 409;
    }

    /** Whether the subject, version or schema does not exist. */
    public boolean notFound() {
        return status == 404;
    }

    /** How long the registry asks the client to wait; null if it does not say. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same request may succeed later: there was no answer, or the registry is busy or restarting. */
    public boolean retriable() {
        return status == 0 || status == 408 || status == 429 || status >= 500;
    }
}
