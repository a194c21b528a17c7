package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.copy.RecordSource;
import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.digest.SetDigest;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.schemas.serde.TrustedPackages;
import dev.hskstream.trainer.order.OffsetRun;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A sealed set's topic: samples are distributed round robin over the partitions. Gaps between offsets stand for
 * transaction markers and aborted records.
 */
record TopicInMemory(KnowledgeManifest manifest, List<TreeMap<Long, KnowledgeRecord>> partitions) {
    static TopicInMemory of(int samples, int partitions, long seed) {
        TrustedPackages.trust();
        SplitMix64 random = new SplitMix64(seed);
        List<TreeMap<Long, KnowledgeRecord>> all = new ArrayList<>();
        long[] ends = new long[partitions];
        for (int p = 0; p < partitions; p++) {
            all.add(new TreeMap<>());
            ends[p] = random.nextInt(50);
        }
        long[] starts = ends.clone();
        SetDigest digest = new SetDigest(samples);
        for (int i = 0; i < samples; i++) {
            int p = i % partitions;
            ends[p] += random.nextInt(50) == 0 ? random.nextInt(600) : 0;
            KnowledgeRecord record = record(i, random);
            digest.add(record);
            all.get(p).put(ends[p]++, record);
        }
        List<PartitionRange> ranges = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            long records = all.get(p).size();
            ranges.add(new PartitionRange(p, starts[p], ends[p] + random.nextInt(3), records));
        }
        return new TopicInMemory(manifest(samples, ranges, digest.hex()), all);
    }

    StreamedReplay replay(long seed, int batchSize) {
        return new StreamedReplay(manifest, seed, batchSize, this::stream);
    }

    TopicInMemory without(long sample) {
        List<TreeMap<Long, KnowledgeRecord>> changed = copy();
        changed.forEach(partition -> partition.values().removeIf(record -> record.getSample() == sample));
        return new TopicInMemory(manifest, changed);
    }

    /** Returns the topic with the record of sample {@code sample} in place of that of {@code instead}. */
    TopicInMemory with(long sample, long instead) {
        KnowledgeRecord record = find(sample);
        return replaced(found -> found.getSample() == instead ? record : found);
    }

    TopicInMemory changed(long sample) {
        KnowledgeRecord other =
                KnowledgeRecord.newBuilder(find(sample)).setLabel(99.0).build();
        return replaced(found -> found.getSample() == sample ? other : found);
    }

    /** Returns the topic with a second record of one sample, many blocks after the end of the only partition. */
    TopicInMemory appended(long sample) {
        List<TreeMap<Long, KnowledgeRecord>> changed = copy();
        PartitionRange range = manifest.getPartitions().get(0);
        long at = range.getEndOffset() + 10_000;
        changed.get(0).put(at, find(sample));
        range = PartitionRange.newBuilder(range).setEndOffset(at + 1).build();
        return new TopicInMemory(
                KnowledgeManifest.newBuilder(manifest)
                        .setPartitions(List.of(range))
                        .build(),
                changed);
    }

    private BlockStream stream(Iterable<OffsetRun> order) {
        Iterator<OffsetRun> blocks = order.iterator();
        return new BlockStream() {
            @Override
            public boolean read(RecordSource.Sink sink) {
                if (!blocks.hasNext()) {
                    return false;
                }
                OffsetRun block = blocks.next();
                partitions
                        .get(block.partition())
                        .subMap(block.start(), block.end())
                        .values()
                        .forEach(record -> sink.add(record.getSample(), RecordBytes.of(record)));
                return true;
            }

            @Override
            public void close() {}
        };
    }

    private KnowledgeRecord find(long sample) {
        return partitions.stream()
                .flatMap(partition -> partition.values().stream())
                .filter(record -> record.getSample() == sample)
                .findFirst()
                .orElseThrow();
    }

    private TopicInMemory replaced(UnaryOperator<KnowledgeRecord> change) {
        List<TreeMap<Long, KnowledgeRecord>> changed = copy();
        changed.forEach(partition -> partition.replaceAll((offset, record) -> change.apply(record)));
        return new TopicInMemory(manifest, changed);
    }

    private List<TreeMap<Long, KnowledgeRecord>> copy() {
        List<TreeMap<Long, KnowledgeRecord>> copy = new ArrayList<>();
        partitions.forEach(partition -> copy.add(new TreeMap<>(partition)));
        return copy;
    }

    private static KnowledgeRecord record(int sample, SplitMix64 random) {
        ByteBuffer tokens = ByteBuffer.wrap(new byte[2 * (2 + random.nextInt(20))]);
        return new KnowledgeRecord(
                (long) sample,
                new Lineage(new byte[8]),
                tokens,
                2,
                tokens.remaining() / 2,
                1.0,
                ByteBuffer.allocate(8),
                List.of());
    }

    private static KnowledgeManifest manifest(int samples, List<PartitionRange> ranges, String digest) {
        return KnowledgeManifest.newBuilder()
                .setSet("x")
                .setState("COMPLETE")
                .setTask("cola")
                .setLabels(List.of("0", "1"))
                .setMetrics(List.of("matthews"))
                .setSamples(samples)
                .setDevSamples(Map.of())
                .setDataFingerprint("d")
                .setTeacher(new Teacher("t", "f", 4, 64, 4, 128))
                .setCompression(new CompressionSpec("all", "all", "all", "float32", List.of(0), ByteBuffer.allocate(0)))
                .setLineage(new Lineage(new byte[8]))
                .setPartitions(ranges)
                .setDigest(digest)
                .setCreated(Instant.EPOCH)
                .build();
    }
}
