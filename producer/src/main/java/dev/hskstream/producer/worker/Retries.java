package dev.hskstream.producer.worker;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaExplanation;

/** How many incidents in a row a worker bears without a transaction that is committed in between. */
final class Retries {
    static final int LIMIT = 5;

    private final String set;
    private int failures;

    Retries(String set) {
        this.set = set;
    }

    /** A transaction was committed. */
    void succeeded() {
        failures = 0;
    }

    /**
     * Counts the incident, if it counts.
     *
     * @throws UserException if it is one too many
     */
    void after(Incident incident) {
        if (incident.counts() && ++failures > LIMIT) {
            throw new UserException(
                    "set " + set + ": " + failures + " transactions in a row failed, the last with "
                            + KafkaExplanation.of(incident.error())
                            + "; if they take too long, lower --transaction-size, or raise transaction.timeout.ms and"
                            + " max.poll.interval.ms in --kafka-config",
                    incident.error());
        }
    }
}
