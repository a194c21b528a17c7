package dev.hskstream.monitor.lag;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The last stable offsets of a topic.
 *
 * @param partitions by partition
 * @param refused why the partitions are not known; empty if they are
 */
record TopicEnds(SortedMap<Integer, Amount> partitions, Optional<String> refused) {
    static TopicEnds empty() {
        return new TopicEnds(new TreeMap<>(), Optional.empty());
    }

    static TopicEnds refused(String reason) {
        return new TopicEnds(new TreeMap<>(), Optional.of(reason));
    }
}
