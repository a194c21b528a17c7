package dev.hskstream.console;

import dev.hskstream.kafka.connection.KafkaExplanation;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/** What to say of an error of Kafka's that nobody has explained on its way here. */
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

    /** "Failed to construct kafka consumer" tells nothing; the innermost Kafka exception does. */
    private static KafkaException mostTelling(KafkaException failure) {
        return failure.getCause() instanceof KafkaException cause ? mostTelling(cause) : failure;
    }
}
