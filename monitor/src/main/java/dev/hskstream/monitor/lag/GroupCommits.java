package dev.hskstream.monitor.lag;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A group's committed offsets.
 *
 * @param offsets by partition; partitions without a committed offset are absent
 * @param refused why the offsets are not known; empty if they are
 */
record GroupCommits(Map<TopicPartition, Long> offsets, Optional<String> refused) {
    GroupCommits {
        offsets = Map.copyOf(offsets);
    }

    static GroupCommits of(Map<TopicPartition, Long> offsets) {
        return new GroupCommits(offsets, Optional.empty());
    }

    static GroupCommits refused(String reason) {
        return new GroupCommits(Map.of(), Optional.of(reason));
    }

    Amount committed(TopicPartition partition) {
        if (refused.isPresent()) {
            return Amount.unknown(refused.get());
        }
        Long offset = offsets.get(partition);
        return offset == null ? Amount.unknown("no offset is committed yet") : Amount.known(offset);
    }
}
