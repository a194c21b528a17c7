package dev.hskstream.schemas.connect;

import org.apache.kafka.common.errors.RecordDeserializationException;

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

    /** {@code TOPIC-PARTITION@OFFSET: REASON} of a record that could not be read. */
    public static String unreadable(RecordDeserializationException error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return error.topicPartition() + "@" + error.offset() + ": " + cause.getMessage();
    }

    /** The first sentence of {@link #rootMessage}: Kafka goes on with advice to programmers. */
    public static String firstSentence(Throwable error) {
        String message = rootMessage(error);
        int end = message.indexOf(". ");
        return end < 0 ? message : message.substring(0, end);
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
