package dev.hskstream.producer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaFailure;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final KafkaException away = new TimeoutException("no answer");
    private final KafkaException abortable = new CommitFailedException("partitions went elsewhere");

    private final Retries retries = new Retries("x");

    @Test
    void bearsFiveIncidentsInARow() {
        for (int i = 0; i < 5; i++) {
            assertThatCode(() -> retries.after(Incident.of(List.of(abortable), true)))
                    .doesNotThrowAnyException();
        }

        assertThatThrownBy(() -> retries.after(Incident.of(List.of(abortable), true)))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "set x: 6 transactions in a row failed, the last with partitions went elsewhere;");
    }

    @Test
    void countsOnceWhatFailedBothTheTransactionAndThePollBesideIt() {
        for (int i = 0; i < 5; i++) {
            assertThatCode(() -> retries.after(Incident.of(List.of(away, abortable), true)))
                    .doesNotThrowAnyException();
        }

        assertThatThrownBy(() -> retries.after(Incident.of(List.of(away, abortable), true)))
                .hasMessageStartingWith("set x: 6 transactions in a row failed");
    }

    @Test
    void beginsAnewAfterATransactionThatSucceeded() {
        for (int i = 0; i < 20; i++) {
            retries.after(Incident.of(List.of(abortable), true));
            retries.succeeded();
        }
    }

    @Test
    void waitsWithoutLimitForABrokerThatIsAway() {
        for (int i = 0; i < 100; i++) {
            retries.after(Incident.of(List.of(away, away), false));
        }
    }

    @Test
    void takesTheLeastRecoverableOfSeveralErrors() {
        KafkaException lost = new InvalidProducerEpochException("over");

        assertThat(Incident.of(List.of(away, lost, abortable), true))
                .isEqualTo(new Incident(lost, KafkaFailure.PRODUCER_LOST, true));
        assertThat(Incident.of(List.of(away), false).counts()).isFalse();
        assertThat(Incident.of(List.of(away), true).counts()).isTrue();
    }
}
