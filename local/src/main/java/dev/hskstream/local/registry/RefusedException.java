package dev.hskstream.local.registry;

/** A request that the registry answers with an error, with the error codes of Confluent's registry. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int errorCode;

    RefusedException(int errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    int errorCode() {
        return errorCode;
    }

    /** The HTTP status: the first three digits of the error code. */
    int status() {
        return errorCode >= 1000 ? errorCode / 100 : errorCode;
    }
}
