package dev.hskstream.kafka.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalGenerationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class KafkaFailureTest {
    /** The error codes that a broker can return to a worker, by their category. */
    private static final Map<KafkaFailure, String> ANSWERS = Map.of(
            KafkaFailure.FATAL,
                    "TOPIC_AUTHORIZATION_FAILED GROUP_AUTHORIZATION_FAILED CLUSTER_AUTHORIZATION_FAILED"
                            + " TRANSACTIONAL_ID_AUTHORIZATION_FAILED SASL_AUTHENTICATION_FAILED UNSUPPORTED_VERSION"
                            + " UNSUPPORTED_FOR_MESSAGE_FORMAT MESSAGE_TOO_LARGE RECORD_LIST_TOO_LARGE"
                            + " INVALID_TRANSACTION_TIMEOUT POLICY_VIOLATION INVALID_TOPIC_EXCEPTION",
            KafkaFailure.NAMESAKE, "FENCED_INSTANCE_ID UNRELEASED_INSTANCE_ID",
            KafkaFailure.PRODUCER_LOST,
                    "PRODUCER_FENCED INVALID_PRODUCER_EPOCH INVALID_PRODUCER_ID_MAPPING UNKNOWN_PRODUCER_ID"
                            + " OUT_OF_ORDER_SEQUENCE_NUMBER INVALID_TXN_STATE TRANSACTIONAL_ID_NOT_FOUND",
            KafkaFailure.ABORTABLE,
                    "REBALANCE_IN_PROGRESS ILLEGAL_GENERATION UNKNOWN_MEMBER_ID TRANSACTION_ABORTABLE"
                            + " UNKNOWN_TOPIC_OR_PARTITION CORRUPT_MESSAGE UNKNOWN_SERVER_ERROR",
            KafkaFailure.AWAY,
                    "COORDINATOR_NOT_AVAILABLE COORDINATOR_LOAD_IN_PROGRESS NOT_COORDINATOR NOT_LEADER_OR_FOLLOWER"
                            + " LEADER_NOT_AVAILABLE NETWORK_EXCEPTION REQUEST_TIMED_OUT NOT_ENOUGH_REPLICAS"
                            + " NOT_ENOUGH_REPLICAS_AFTER_APPEND KAFKA_STORAGE_ERROR CONCURRENT_TRANSACTIONS"
                            + " UNSTABLE_OFFSET_COMMIT BROKER_NOT_AVAILABLE");

    @Test
    void knowsEveryAnswer() {
        Map<String, KafkaFailure> told = new TreeMap<>();
        Map<String, KafkaFailure> expected = new TreeMap<>();
        ANSWERS.forEach((failure, names) -> {
            for (String name : names.split(" ", -1)) {
                expected.put(name, failure);
                told.put(name, KafkaFailure.of(Errors.valueOf(name).exception()));
            }
        });

        assertThat(told).isEqualTo(expected);
    }

    @Test
    void looksAtWhatCausedAnError() {
        assertThat(of(new ProducerFencedException("by another"))).isEqualTo(KafkaFailure.PRODUCER_LOST);
        assertThat(of(new InvalidProducerEpochException("old"))).isEqualTo(KafkaFailure.PRODUCER_LOST);
        assertThat(of(new RecordTooLargeException("large"))).isEqualTo(KafkaFailure.FATAL);
        assertThat(of(new SaslAuthenticationException("no"))).isEqualTo(KafkaFailure.FATAL);
        assertThat(of(new IllegalGenerationException("old"))).isEqualTo(KafkaFailure.ABORTABLE);
        assertThat(of(new TimeoutException("late", new DisconnectException()))).isEqualTo(KafkaFailure.AWAY);
    }

    @Test
    void ofSeveralCausesTheOneThatLeavesLeastCounts() {
        assertThat(of(new CommitFailedException())).isEqualTo(KafkaFailure.ABORTABLE);
        assertThat(of(new TransactionAbortableException("again", new TimeoutException("late"))))
                .isEqualTo(KafkaFailure.ABORTABLE);
        assertThat(KafkaFailure.of(new KafkaException(new FencedInstanceIdException("by another"))))
                .isEqualTo(KafkaFailure.NAMESAKE);
        assertThat(of(new TimeoutException("late", new SaslAuthenticationException("no"))))
                .isEqualTo(KafkaFailure.FATAL);
    }

    @Test
    void aBrokersNameThatIsGoneIsABrokerThatIsAway() {
        assertThat(of(new ConfigException("No resolvable bootstrap urls given in bootstrap.servers")))
                .isEqualTo(KafkaFailure.AWAY);
        assertThat(of(new ConfigException("Invalid value"))).isEqualTo(KafkaFailure.FATAL);
    }

    @Test
    void takesWhatItDoesNotKnowAtItsWord() {
        assertThat(of(new RetriableException("new") {})).isEqualTo(KafkaFailure.AWAY);
        assertThat(of(new ApiException("new"))).isEqualTo(KafkaFailure.ABORTABLE);
        assertThat(KafkaFailure.of(new KafkaException("in an error state"))).isEqualTo(KafkaFailure.ABORTABLE);
    }

    private static KafkaFailure of(Throwable cause) {
        return KafkaFailure.of(new KafkaException("Cannot execute transactional method", cause));
    }
}
