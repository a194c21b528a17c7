package dev.hskstream.producer.worker;

import dev.hskstream.kafka.connection.KafkaFailure;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * One failure, which may cause several errors: an unreachable broker fails both the transaction in progress and a
 * concurrent poll.
 *
 * @param error of several errors, the first one of the least recoverable kind
 * @param failure the kind of that error
 * @param inTransaction whether a transaction in progress failed
 */
record Incident(KafkaException error, KafkaFailure failure, boolean inTransaction) {
    static Incident of(List<KafkaException> errors, boolean inTransaction) {
        KafkaException worst = errors.stream()
                .min(Comparator.comparing(KafkaFailure::of))
                .orElseThrow(() -> new IllegalArgumentException("an incident without an error"));
        return new Incident(worst, KafkaFailure.of(worst), inTransaction);
    }

    /**
     * Whether it counts towards the limit of {@link Retries}. Outside a transaction, a broker that does not respond is
     * unreachable and is waited for. Within one, the broker may be reachable and the transaction too slow.
     */
    boolean counts() {
        return inTransaction || failure != KafkaFailure.AWAY;
    }
}
