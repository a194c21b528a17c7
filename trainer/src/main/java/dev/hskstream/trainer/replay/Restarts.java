package dev.hskstream.trainer.replay;

import dev.hskstream.schemas.avro.PartitionRange;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Decides why a sample of a set in production arrives a second time: because the production started over, or because its
 * topic contains it twice, which is an error. A production that starts over appends to the existing records, and the manifest
 * states the first offsets of the new ones; in a recreated topic it writes from the beginning.
 */
final class Restarts {
    private final Supplier<List<PartitionRange>> manifest;
    private final Runnable notice;
    private final int[] partitions;
    private final long[] offsets;
    private Map<Integer, Long> begins;

    /**
     * Creates a state in which no sample has arrived.
     *
     * @param samples number of samples in the set
     * @param known the partitions in the manifest when reading began
     * @param manifest returns the partitions in the current manifest
     * @param notice called once for every restart that is detected
     */
    Restarts(int samples, List<PartitionRange> known, Supplier<List<PartitionRange>> manifest, Runnable notice) {
        this.manifest = manifest;
        this.notice = notice;
        this.begins = starts(known);
        this.partitions = new int[samples];
        this.offsets = new long[samples];
    }

    /** Remembers the partition and offset of a sample. */
    void came(int sample, int partition, long offset) {
        partitions[sample] = partition;
        offsets[sample] = offset;
    }

    /** Whether a restart explains that a sample which {@link #came} before arrives again. Reads the manifest if necessary. */
    boolean explain(int sample, int partition, long offset) {
        return separates(sample, partition, offset) || (refreshed() && separates(sample, partition, offset));
    }

    private boolean separates(int sample, int partition, long offset) {
        long begin = begins.getOrDefault(partition, 0L);
        boolean topicMadeAnew = offset <= offsets[sample];
        return partition == partitions[sample] && begin <= offset && (offsets[sample] < begin || topicMadeAnew);
    }

    private boolean refreshed() {
        Map<Integer, Long> now = starts(manifest.get());
        if (now.equals(begins)) {
            return false;
        }
        begins = now;
        notice.run();
        return true;
    }

    /** Returns the first offsets by partition. Offset 0 is left out, because it means the same as a missing partition. */
    private static Map<Integer, Long> starts(List<PartitionRange> ranges) {
        return ranges.stream()
                .filter(range -> range.getStartOffset() > 0)
                .collect(Collectors.toMap(PartitionRange::getPartition, PartitionRange::getStartOffset));
    }
}
