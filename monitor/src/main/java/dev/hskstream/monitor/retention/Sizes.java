package dev.hskstream.monitor.retention;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** How much the brokers store of a topic's partitions. */
public sealed interface Sizes {
    /**
     * Known.
     *
     * @param bytes by partition, of the largest replica; not empty
     */
    record Known(SortedMap<Integer, Long> bytes) implements Sizes {
        /** Copies the map. */
        public Known {
            bytes = Collections.unmodifiableSortedMap(new TreeMap<>(bytes));
            if (bytes.isEmpty()) {
                throw new IllegalArgumentException("no partition");
            }
        }

        /** Size of the largest partition. */
        public long largest() {
            return Collections.max(bytes.values());
        }
    }

    /**
     * Not known.
     *
     * @param reason why, as part of a sentence
     */
    record Unknown(String reason) implements Sizes {}
}
