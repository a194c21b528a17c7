package dev.hskstream.monitor.retention;

import java.time.Instant;

/** When brokers begin to remove a topic's records. */
public sealed interface Loss {
    /**
     * When the oldest record reaches the age that the topic allows. Brokers remove whole segments, so it can be later,
     * but not earlier.
     */
    record From(Instant time) implements Loss {}

    /**
     * As soon as a partition is larger.
     *
     * @param bytes the size that the topic allows
     */
    record Above(long bytes) implements Loss {}

    /**
     * Not known.
     *
     * @param reason why, as part of a sentence
     */
    record Unknown(String reason) implements Loss {}
}
