package dev.hskstream.kafka.connection;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** Examines Kafka exceptions, whose actual cause is often nested in others. */
public final class KafkaErrors {
    private static final Pattern UNEXPECTED = Pattern.compile("(?i)(unexpected|unhandled) error");
    private static final Pattern CODE = Pattern.compile("^Unexpected error code (-?\\d{1,4}) ");

    private KafkaErrors() {}

    /** Whether the error or one of its causes has this type. */
    public static boolean causedBy(Throwable error, Class<? extends Throwable> type) {
        return find(error, type) != null;
    }

    /** The first error with this type among the error and its causes; null if there is none. */
    public static <T extends Throwable> @Nullable T find(Throwable error, Class<T> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            Throwable typed = typed(cause);
            if (type.isInstance(typed)) {
                return type.cast(typed);
            }
        }
        return null;
    }

    /**
     * Returns the typed exception for an untyped one. For error codes that Kafka's clients do not expect, they throw a
     * plain exception with a text such as "Unexpected error in InitProducerIdResponse; " and the code's message, or
     * "Unexpected error code 42 while fetching".
     */
    static Throwable typed(Throwable error) {
        String message = String.valueOf(error.getMessage());
        if (error.getClass() == IllegalStateException.class) {
            Matcher number = CODE.matcher(message);
            return number.find() ? exception(Errors.forCode(Short.parseShort(number.group(1))), error) : error;
        }
        if (error.getClass() != KafkaException.class
                || !UNEXPECTED.matcher(message).find()) {
            return error;
        }
        for (Errors code : Errors.values()) {
            if (code != Errors.NONE && message.endsWith(code.message())) {
                return exception(code, error);
            }
        }
        return error;
    }

    private static Throwable exception(Errors code, Throwable otherwise) {
        @Nullable Throwable exception = code.exception();
        return exception == null ? otherwise : exception;
    }

    /** Formats the place and reason of a record that could not be read: {@code TOPIC-PARTITION@OFFSET: REASON}. */
    public static String unreadable(RecordDeserializationException error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return error.topicPartition() + "@" + error.offset() + ": " + cause.getMessage();
    }

    /** The first sentence of {@link #rootMessage}; further sentences of Kafka's messages are advice for programmers. */
    public static String firstSentence(Throwable error) {
        String message = rootMessage(error);
        int end = message.indexOf(". ");
        return end < 0 ? message : message.substring(0, end);
    }

    /** The message of the innermost cause. */
    public static String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
