package dev.hskstream.kafka.catalog;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.layout.SampleLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The offset ranges of a set's records in its topics, from its manifest. */
public final class RecordRanges {
    private RecordRanges() {}

    /** Converts ranges to offsets to read. */
    public static SortedMap<Integer, TopicScan.Range> toRead(List<PartitionRange> ranges) {
        SortedMap<Integer, TopicScan.Range> offsets = new TreeMap<>();
        ranges.forEach(range ->
                offsets.put(range.getPartition(), new TopicScan.Range(range.getStartOffset(), range.getEndOffset())));
        return offsets;
    }

    /**
     * The offsets to read of a set that is not sealed: the whole topic, or for a set that is produced again, only the
     * new records.
     *
     * @param now the topic's current offsets
     */
    public static SortedMap<Integer, TopicScan.Range> produced(
            KnowledgeManifest manifest, SortedMap<Integer, TopicScan.Range> now) {
        SortedMap<Integer, TopicScan.Range> ranges = new TreeMap<>(now);
        for (PartitionRange begin : manifest.getPartitions()) {
            ranges.computeIfPresent(
                    begin.getPartition(),
                    (partition, range) ->
                            new TopicScan.Range(Math.max(range.start(), begin.getStartOffset()), range.end()));
        }
        return ranges;
    }

    /** The ranges of the knowledge. If the manifest has none, the knowledge starts at the beginning of the topic. */
    static List<PartitionRange> knowledge(KnowledgeManifest manifest, int partitions) {
        if (!manifest.getPartitions().isEmpty()) {
            return manifest.getPartitions();
        }
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionRange(partition, 0L, 0L, 0L))
                .toList();
    }

    /**
     * The ranges of the training samples. Manifests of earlier versions do not contain them; their topics hold nothing
     * else.
     */
    public static List<PartitionRange> samples(KnowledgeManifest manifest, int partitions) {
        if (!manifest.getSamplePartitions().isEmpty() || partitions == 0) {
            return manifest.getSamplePartitions().isEmpty()
                    ? List.of(new PartitionRange(0, 0L, 0L, manifest.getSamples()))
                    : manifest.getSamplePartitions();
        }
        SampleLayout layout = new SampleLayout(manifest.getSamples(), partitions);
        List<PartitionRange> ranges = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            long count = layout.count(partition);
            ranges.add(new PartitionRange(partition, 0L, count, count));
        }
        return ranges;
    }

    /** The ranges of the dev samples; see {@link #samples}. */
    public static List<PartitionRange> dev(KnowledgeManifest manifest) {
        if (!manifest.getDevPartitions().isEmpty()) {
            return manifest.getDevPartitions();
        }
        long count = manifest.getDevSamples().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return List.of(new PartitionRange(0, 0L, count, count));
    }

    /**
     * The offsets of a samples topic to read: the manifest's ranges, or the whole topic for a manifest of an earlier
     * version.
     *
     * @param stated the ranges in the manifest
     * @param now the topic's current offsets
     */
    public static SortedMap<Integer, TopicScan.Range> samplesToRead(
            List<PartitionRange> stated, SortedMap<Integer, TopicScan.Range> now) {
        return stated.isEmpty() ? now : toRead(stated);
    }

    /** The start offset of each range, by partition. */
    static Map<Integer, Long> starts(List<PartitionRange> ranges) {
        Map<Integer, Long> starts = new TreeMap<>();
        ranges.forEach(range -> starts.put(range.getPartition(), range.getStartOffset()));
        return starts;
    }
}
