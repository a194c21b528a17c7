package dev.hskstream.producer.worker;

import dev.hskstream.schemas.layout.SampleLayout;
import java.util.Map;

/**
 * What the group has committed of the samples topic.
 *
 * @param offsets by partition; a partition of which nothing is committed yet is not among them
 */
record CommittedOffsets(Map<Integer, Long> offsets) {
    CommittedOffsets {
        offsets = Map.copyOf(offsets);
    }

    /** Samples that are done, as far as offsets tell: transaction markers make offsets and samples differ a little. */
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
