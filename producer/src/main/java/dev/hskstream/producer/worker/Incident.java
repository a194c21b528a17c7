package dev.hskstream.producer.worker;

import dev.hskstream.kafka.connection.KafkaFailure;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * One thing that went wrong, however many errors came of it: a broker that goes away fails the transaction that is on its way
 * and the poll beside it.
 *
 * @param error the one whose kind is the least recoverable; of several the first
 * @param failure its kind
 * @param inTransaction whether a transaction was on its way and failed
 */
record Incident(KafkaException error, KafkaFailure failure, boolean inTransaction) {
    static Incident of(List<KafkaException> errors, boolean inTransaction) {
        KafkaException worst = errors.stream()
                .min(Comparator.comparing(KafkaFailure::of))
                .orElseThrow(() -> new IllegalArgumentException("an incident without an error"));
        return new Incident(worst, KafkaFailure.of(worst), inTransaction);
    }

    /**
     * Whether it says something against going on. A broker that does not answer outside a transaction is not there, and is
     * waited for; within one, it may be there and the transaction too slow.
     */
    boolean counts() {
        return inTransaction || failure != KafkaFailure.AWAY;
    }
}
