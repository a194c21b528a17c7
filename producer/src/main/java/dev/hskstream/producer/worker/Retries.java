package dev.hskstream.producer.worker;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaExplanation;

/** Limits how many incidents in a row, without a committed transaction in between, a worker recovers from. */
final class Retries {
    static final int LIMIT = 5;

    private final String set;
    private int failures;

    Retries(String set) {
        this.set = set;
    }

    /** Resets the count after a committed transaction. */
    void succeeded() {
        failures = 0;
    }

    /**
     * Counts the incident, unless it is one that does not count.
     *
     * @throws UserException if the limit is exceeded
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
