package dev.hskstream.kafka.catalog;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where a sealed set's records are. */
public final class SealedRanges {
    private SealedRanges() {}

    /** The offsets of the knowledge topic's partitions that the manifest vouches for; empty while it is not sealed. */
    public static SortedMap<Integer, TopicScan.Range> of(KnowledgeManifest manifest) {
        SortedMap<Integer, TopicScan.Range> ranges = new TreeMap<>();
        for (PartitionRange range : manifest.getPartitions()) {
            ranges.put(range.getPartition(), new TopicScan.Range(range.getStartOffset(), range.getEndOffset()));
        }
        return ranges;
    }
}
