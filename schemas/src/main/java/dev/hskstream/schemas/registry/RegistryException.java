package dev.hskstream.schemas.registry;

import dev.hskstream.base.UserException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The registry refused a request, or did not answer. */
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

    /** HTTP status; 0 where there was no answer. */
    public int status() {
        return status;
    }

    /** The registry's own code, such as 40401; 0 where it gave none. */
    public int errorCode() {
        return errorCode;
    }

    /** Whether a schema was refused because it does not follow its predecessors. */
    public boolean incompatible() {
        // Confluent's error_code is 40901, others say 409: the status is what they share.
        return status == 409;
    }

    /** Whether the subject, version or schema is not there. */
    public boolean notFound() {
        return status == 404;
    }

    /** How long the registry asks to be left alone; null where it does not say. */
    @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the same request may succeed later: no answer, or the registry is busy or being restarted. */
    public boolean retriable() {
        return status == 0 || status == 408 || status == 429 || status >= 500;
    }
}
