package dev.hskstream.schemas.connect;

/** Kafka wraps what went wrong in what it was doing; these look inside. */
public final class KafkaErrors {
    private KafkaErrors() {}

    /** Whether the error, or one that led to it, is of that type. */
    public static boolean causedBy(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** The message of the error that led to all others. */
    public static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
