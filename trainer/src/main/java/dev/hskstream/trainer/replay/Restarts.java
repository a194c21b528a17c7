package dev.hskstream.trainer.replay;

import dev.hskstream.schemas.avro.PartitionRange;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Why a sample of a set that is being produced comes a second time: because the production started over, or because its
 * topic holds it twice, which is a fault. A production that starts over writes behind what is there, and the manifest says
 * from which offsets on; into a topic that was made anew it writes from the beginning.
 */
final class Restarts {
    private final Supplier<List<PartitionRange>> manifest;
    private final Runnable notice;
    private final int[] partitions;
    private final long[] offsets;
    private Map<Integer, Long> begins;

    /**
     * Nothing came yet.
     *
     * @param samples in the set
     * @param known the partitions of the manifest by which reading began
     * @param manifest its partitions as they are now
     * @param notice is run once for every restart that is found
     */
    Restarts(int samples, List<PartitionRange> known, Supplier<List<PartitionRange>> manifest, Runnable notice) {
        this.manifest = manifest;
        this.notice = notice;
        this.begins = starts(known);
        this.partitions = new int[samples];
        this.offsets = new long[samples];
    }

    /** Remembers where a sample of the set came from. */
    void came(int sample, int partition, long offset) {
        partitions[sample] = partition;
        offsets[sample] = offset;
    }

    /** Whether a restart is why a sample that {@link #came} before is here again. Asks for the manifest if it must. */
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

    /** Partitions that begin at offset 0 are as those that a manifest does not name. */
    private static Map<Integer, Long> starts(List<PartitionRange> ranges) {
        return ranges.stream()
                .filter(range -> range.getStartOffset() > 0)
                .collect(Collectors.toMap(PartitionRange::getPartition, PartitionRange::getStartOffset));
    }
}
