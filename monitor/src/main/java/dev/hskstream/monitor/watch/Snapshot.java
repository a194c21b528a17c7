package dev.hskstream.monitor.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * What the monitor knows.
 *
 * @param number counts the attempts to look, from 1; 0 before the first one has ended
 * @param seen what was seen last; empty as long as no attempt has succeeded
 * @param problem why the last attempt failed, one line; empty if it succeeded
 * @param answeringSince since when Kafka has answered every attempt; empty if it did not answer the last one
 */
public record Snapshot(long number, Optional<Seen> seen, Optional<String> problem, Optional<Instant> answeringSince) {
    static final Snapshot NONE = new Snapshot(0, Optional.empty(), Optional.empty(), Optional.empty());

    Snapshot after(Seen success, Instant began) {
        return new Snapshot(
                number + 1, Optional.of(success), Optional.empty(), Optional.of(answeringSince.orElse(began)));
    }

    /** After an attempt that Kafka did not answer. */
    Snapshot afterFailure(String reason) {
        return new Snapshot(number + 1, seen, Optional.of(reason), Optional.empty());
    }

    /** After an attempt that Kafka answered, and that failed because the registry did not. */
    Snapshot afterRegistryFailure(String reason) {
        return new Snapshot(number + 1, seen, Optional.of(reason), answeringSince);
    }
}
