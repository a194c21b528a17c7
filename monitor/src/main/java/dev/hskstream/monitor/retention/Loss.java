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
     * @param now how large the partitions are
     * @param grows whether records may still be written
     */
    record Above(long bytes, Sizes now, boolean grows) implements Loss {
        /** Whether a partition of this size loses records, now or when more are written. */
        boolean threatens(long size) {
            return grows || size > bytes;
        }
    }

    /**
     * Not known.
     *
     * @param reason why, as part of a sentence
     */
    record Unknown(String reason) implements Loss {}
}
