package dev.hskstream.monitor.derive;

import dev.hskstream.schemas.avro.PartitionRange;
import java.util.List;
import java.util.Map;

/**
 * How much of a source's sealed ranges was read, from the offsets that the deriving group has committed. Pure.
 *
 * @param sealed the source's ranges
 */
record SourceProgress(List<PartitionRange> sealed) {
    /** Copies the list. */
    SourceProgress {
        sealed = List.copyOf(sealed);
    }

    /** Whether every range was read to its end. */
    boolean finished(Map<Integer, Long> committed) {
        return sealed.stream()
                .allMatch(range -> range.getRecords() == 0
                        || committed.getOrDefault(range.getPartition(), 0L) >= range.getEndOffset());
    }

    /** About how many samples were read; transaction markers before the last of them count as samples. */
    long samples(Map<Integer, Long> committed) {
        return sealed.stream()
                .mapToLong(range -> {
                    long read = committed.getOrDefault(range.getPartition(), 0L) - range.getStartOffset();
                    return Math.max(0, Math.min(range.getRecords(), read));
                })
                .sum();
    }
}
