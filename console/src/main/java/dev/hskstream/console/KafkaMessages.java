package dev.hskstream.console;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Adds the remedy that Kafka's own messages leave out. */
final class KafkaMessages {
    private KafkaMessages() {}

    static String describe(KafkaException failure) {
        String reason = reason(failure);
        KafkaException told = mostTelling(failure);
        if (told instanceof RecordTooLargeException) {
            return "a record is larger than the broker takes: " + reason
                    + "; shrink it with --depth, --length, --width or --values, or raise max.message.bytes";
        }
        if (told instanceof SslAuthenticationException) {
            return "no trusted connection to the Kafka broker: " + reason
                    + "; check the ssl.* properties in --kafka-config";
        }
        if (told instanceof AuthenticationException) {
            return "the Kafka broker refused the login: " + reason + "; check the sasl.* properties in --kafka-config";
        }
        if (told instanceof AuthorizationException) {
            return "the Kafka broker does not allow this: " + reason + "; have the user granted access to it";
        }
        if (told instanceof UnknownTopicOrPartitionException) {
            return "the Kafka broker has no such topic: " + reason + "; load the set first";
        }
        if (told instanceof ProducerFencedException) {
            return "another process took over this one's work: " + reason + "; run one of each name";
        }
        if (told instanceof TimeoutException) {
            return "the Kafka broker did not answer in time: " + reason
                    + "; check that it runs and that --bootstrap-servers is right";
        }
        return told instanceof ConfigException ? reason + " (in --kafka-config?)" : reason;
    }

    /** "Failed to construct kafka consumer" tells nothing; the innermost Kafka exception does. */
    private static KafkaException mostTelling(KafkaException failure) {
        return failure.getCause() instanceof KafkaException cause ? mostTelling(cause) : failure;
    }

    private static String reason(KafkaException failure) {
        KafkaException told = mostTelling(failure);
        String message = ErrorMessages.messageOrName(told);
        Throwable cause = told.getCause();
        return cause == null ? message : message + " (" + ErrorMessages.messageOrName(cause) + ")";
    }
}
