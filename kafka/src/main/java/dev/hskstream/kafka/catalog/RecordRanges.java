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

/** Where the records of a set are in its topics, as far as its manifest tells. */
public final class RecordRanges {
    private RecordRanges() {}

    /** As offsets to read. */
    public static SortedMap<Integer, TopicScan.Range> toRead(List<PartitionRange> ranges) {
        SortedMap<Integer, TopicScan.Range> offsets = new TreeMap<>();
        ranges.forEach(range -> offsets.put(
                range.getPartition(), new TopicScan.Range(range.getStartOffset(), range.getEndOffset())));
        return offsets;
    }

    /**
     * What a reader of a set that is not sealed reads: everything that the topic has, but of a set that is produced again
     * only what came since.
     *
     * @param now what the topic has
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

    /** Of the knowledge; where the manifest says nothing, it began with the topic. */
    static List<PartitionRange> knowledge(KnowledgeManifest manifest, int partitions) {
        if (!manifest.getPartitions().isEmpty()) {
            return manifest.getPartitions();
        }
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new PartitionRange(partition, 0L, 0L, 0L))
                .toList();
    }

    /** Of the training samples; manifests of earlier versions do not say it, and their topics hold nothing else. */
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

    /** Of the samples to evaluate on; see {@link #samples}. */
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
     * Which offsets of a samples topic to read: what the manifest says or, of an earlier version's, all there is.
     *
     * @param stated the manifest's
     * @param now what the topic has
     */
    public static SortedMap<Integer, TopicScan.Range> samplesToRead(
            List<PartitionRange> stated, SortedMap<Integer, TopicScan.Range> now) {
        return stated.isEmpty() ? now : toRead(stated);
    }

    /** Where each partition begins, by partition. */
    static Map<Integer, Long> starts(List<PartitionRange> ranges) {
        Map<Integer, Long> starts = new TreeMap<>();
        ranges.forEach(range -> starts.put(range.getPartition(), range.getStartOffset()));
        return starts;
    }
}
