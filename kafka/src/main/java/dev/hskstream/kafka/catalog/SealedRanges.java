package dev.hskstream.kafka.catalog;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import java.util.SortedMap;
import java.util.TreeMap;

/** The offset ranges of a sealed set's records. */
public final class SealedRanges {
    private SealedRanges() {}

    /** The offsets in the knowledge topic's partitions that were sealed; empty if the set is not sealed. */
    public static SortedMap<Integer, TopicScan.Range> of(KnowledgeManifest manifest) {
        SortedMap<Integer, TopicScan.Range> ranges = new TreeMap<>();
        for (PartitionRange range : manifest.getPartitions()) {
            ranges.put(range.getPartition(), new TopicScan.Range(range.getStartOffset(), range.getEndOffset()));
        }
        return ranges;
    }
}
