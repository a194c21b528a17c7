package dev.hskstream.kafka.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.CoordinatorNotAvailableException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaExplanationTest {
    static Stream<Arguments> errors() {
        return Stream.of(
                Arguments.of(new InvalidTimestampException("Timestamp 1 of message with offset 0"), "clocks"),
                Arguments.of(new InvalidTimestampException(""), "message.timestamp.type=LogAppendTime"),
                Arguments.of(new InvalidTxnTimeoutException("x"), "transaction.max.timeout.ms"),
                Arguments.of(new InvalidSessionTimeoutException("x"), "group.min.session.timeout.ms"),
                Arguments.of(new NotEnoughReplicasException("x"), "min.insync.replicas"),
                Arguments.of(new NotEnoughReplicasAfterAppendException("x"), "min.insync.replicas"),
                Arguments.of(new InvalidReplicationFactorException("x"), "default.replication.factor"),
                Arguments.of(new CoordinatorNotAvailableException("x"), "transaction.state.log.replication.factor"),
                Arguments.of(new PolicyViolationException("too many partitions"), "policy refuses this: too many"),
                Arguments.of(new TransactionalIdAuthorizationException("x"), "transactional id"),
                Arguments.of(new TopicAuthorizationException("hsk.a.samples"), "README.md"),
                Arguments.of(new GroupAuthorizationException("hsk.a.seal"), "hsk.a.seal"),
                Arguments.of(new ClusterAuthorizationException("x"), "README.md"),
                Arguments.of(new UnsupportedSaslMechanismException("GSSAPI"), "sasl.mechanism"),
                Arguments.of(new SaslAuthenticationException("x"), "sasl.*"),
                Arguments.of(new SslAuthenticationException("x"), "ssl.*"),
                Arguments.of(new UnsupportedVersionException("x"), "version"),
                Arguments.of(
                        new TimeoutException("Timeout expired after 60000ms while awaiting InitProducerId"),
                        "transaction.state.log.replication.factor"),
                Arguments.of(
                        new TimeoutException("Expiring 3 record(s) for t-0:120000 ms has passed since batch creation"),
                        "min.insync.replicas"),
                Arguments.of(new TimeoutException("x"), "--bootstrap-servers"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void namesTheRemedyHoweverDeepTheErrorLies(Throwable error, String remedy) {
        for (Throwable wrapped : new Throwable[] {
            error,
            new KafkaException("Failed to construct kafka producer", error),
            new KafkaException(
                    "Cannot execute transactional method because we are in an error state",
                    new KafkaException("Unexpected error in InitProducerIdResponse; The request failed", error))
        }) {
            assertThat(KafkaExplanation.of(wrapped))
                    .contains(remedy)
                    .doesNotContain("Failed to construct", "Unexpected error", "Exception:")
                    .hasLineCount(1)
                    .hasSizeLessThan(330);
        }
    }

    /**
     * These messages are from {@code TransactionManager} and {@code AbstractCoordinator}, which throw untyped
     * exceptions here.
     */
    @Test
    void codesThatKafkasClientsDidNotExpectAreKnownByTheirMessages() {
        KafkaException untyped = new KafkaException(
                "Unexpected error in InitProducerIdResponse; " + Errors.INVALID_TRANSACTION_TIMEOUT.message());
        assertThat(KafkaExplanation.of(untyped)).contains("transaction.max.timeout.ms");
        assertThat(KafkaFailure.of(untyped)).isEqualTo(KafkaFailure.FATAL);
        assertThat(KafkaFailure.of(new KafkaException(
                        "Unexpected error in join group response: " + Errors.INVALID_SESSION_TIMEOUT.message())))
                .isEqualTo(KafkaFailure.FATAL);
        assertThat(KafkaFailure.of(new KafkaException(
                        "Unhandled error in EndTxnResponse: " + Errors.BROKER_NOT_AVAILABLE.message())))
                .isEqualTo(KafkaFailure.AWAY);
        assertThat(KafkaFailure.of(new KafkaException("Unexpected error in InitProducerIdResponse; who knows")))
                .isEqualTo(KafkaFailure.ABORTABLE);
    }

    @Test
    void whatIsNotKnownIsToldInItsOwnWordsWithoutClassNames() {
        assertThat(KafkaExplanation.known(new KafkaException("odd"))).isEmpty();
        assertThat(KafkaExplanation.of(new KafkaException("odd", new IllegalStateException("really\nodd"))))
                .isEqualTo("odd (really; odd)");
    }
}
