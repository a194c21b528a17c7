package dev.hskstream.kafka.waiting;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** For how long a command waits for a broker that gives no answer. README.md has the same table. */
public enum WaitPolicy {
    /** {@code produce}: without limit. Its workers are left alone for days, and what they did is committed. */
    PRODUCE(null),
    /** {@code load}, {@code seal}, {@code audit}, {@code sets}, {@code train}: what they read. Somebody watches them. */
    READ(Duration.ofMinutes(5)),
    /** {@code train --follow}: as for reading; a teacher that is slow behind a broker that answers has no limit. */
    FOLLOW(Duration.ofMinutes(5));

    private final @Nullable Duration limit;

    WaitPolicy(@Nullable Duration limit) {
        this.limit = limit;
    }

    /** The longest wait; empty where there is no limit. */
    public Optional<Duration> limit() {
        return Optional.ofNullable(limit);
    }

    /** Whether a wait that lasted so long is given up. */
    public boolean isOver(Duration silence) {
        return limit != null && silence.compareTo(limit) > 0;
    }

    /** {@code " for up to 5 minutes"}, to end a sentence about a wait; empty where there is no limit. */
    public String upTo() {
        return limit == null ? "" : " for up to " + limit.toMinutes() + " minutes";
    }
}
