package dev.hskstream.console;

import dev.hskstream.kafka.connection.KafkaExplanation;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** Messages for Kafka errors that reached the command line without an explanation. */
final class KafkaMessages {
    private KafkaMessages() {}

    static String describe(KafkaException failure) {
        return KafkaExplanation.known(failure).orElseGet(() -> unknown(failure));
    }

    private static String unknown(KafkaException failure) {
        KafkaException told = mostTelling(failure);
        Throwable cause = told.getCause();
        String message = ErrorMessages.messageOrName(told);
        String reason = cause == null ? message : message + " (" + ErrorMessages.messageOrName(cause) + ")";
        return told instanceof ConfigException ? reason + " (in --kafka-config?)" : reason;
    }

    /**
     * Returns the innermost Kafka exception. Outer ones such as "Failed to construct kafka consumer" do not state the cause.
     */
    private static KafkaException mostTelling(KafkaException failure) {
        return failure.getCause() instanceof KafkaException cause ? mostTelling(cause) : failure;
    }
}
