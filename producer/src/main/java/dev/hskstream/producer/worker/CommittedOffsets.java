package dev.hskstream.producer.worker;

import dev.hskstream.schemas.layout.SampleLayout;
import java.util.Map;

/**
 * The group's committed offsets of the samples topic.
 *
 * @param offsets committed offsets by partition; partitions without a committed offset are absent
 */
record CommittedOffsets(Map<Integer, Long> offsets) {
    CommittedOffsets {
        offsets = Map.copyOf(offsets);
    }

    /** Estimates the number of samples done. Transaction markers occupy offsets too, so this can be slightly off. */
    long samples(SampleLayout layout) {
        return offsets.entrySet().stream()
                .mapToLong(offset -> Math.max(0, Math.min(offset.getValue(), layout.count(offset.getKey()))))
                .sum();
    }

    /** Whether every partition is committed to its end. */
    boolean reach(Map<Integer, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> offsets.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }
}
