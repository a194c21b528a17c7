package dev.hskstream.kafka.waiting;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a command waits for a broker that does not answer. README.md has the same table. */
public enum WaitPolicy {
    /** {@code produce}: without limit. Workers run unattended for days, and their finished work is committed. */
    PRODUCE(null),
    /**
     * Reading by {@code load}, {@code seal}, {@code audit}, {@code sets} and {@code train}, which a user usually
     * watches.
     */
    READ(Duration.ofMinutes(5)),
    /** {@code train --follow}: as for reading. While the broker answers, there is no limit for a slow teacher. */
    FOLLOW(Duration.ofMinutes(5));

    private final @Nullable Duration limit;

    WaitPolicy(@Nullable Duration limit) {
        this.limit = limit;
    }

    /** The longest wait; empty if there is no limit. */
    public Optional<Duration> limit() {
        return Optional.ofNullable(limit);
    }

    /** Whether to give up after a silence of this duration. */
    public boolean isOver(Duration silence) {
        return limit != null && silence.compareTo(limit) > 0;
    }

    /** {@code " for up to 5 minutes"}, to end a sentence about a wait; empty if there is no limit. */
    public String upTo() {
        return limit == null ? "" : " for up to " + limit.toMinutes() + " minutes";
    }
}
