package dev.hskstream.monitor.derive;

import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.lineage.CompressionSpecs;
import dev.hskstream.schemas.lineage.Lineages;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.WidthMask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** A sealed set of a teacher with two encoder layers of four units, as it would be in Kafka. */
final class SmallSource {
    static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

    static {
        // Creating a connection makes Avro trust the records' classes.
        KafkaConnection.of("localhost:9092", "http://localhost:8081");
    }

    private SmallSource() {}

    /** Returns the manifest of a sealed set in two partitions, with records from offset 10 to 12 of the first. */
    static KnowledgeManifest manifest(Compression compression) {
        KnowledgeManifest manifest = KnowledgeManifest.newBuilder()
                .setSet("full")
                .setState("COMPLETE")
                .setTask("cola")
                .setLabels(List.of("0", "1"))
                .setMetrics(List.of("mcc"))
                .setSamples(300)
                .setDevSamples(Map.of("dev", 4L))
                .setDataFingerprint("da7a")
                .setTeacher(new Teacher("t", "7eac4e4", 2, 4, 1, 8))
                .setTokenizer(Tokenizer.newBuilder()
                        .setFingerprint("70ce")
                        .setMaxLength(128)
                        .build())
                .setCompression(CompressionSpecs.of(compression, 2, 4))
                .setPartitions(List.of(new PartitionRange(0, 10L, 13L, 2L), new PartitionRange(1, 0L, 45L, 44L)))
                .setDigest("d1635")
                .setCreated(NOW)
                .setSealed(NOW)
                .build();
        manifest.setLineage(Lineages.of(manifest));
        return manifest;
    }

    /**
     * Returns the record of a sample of three tokens, all of which are stored in all layers. Value {@code 100 * layer + 10
     * * token + unit}, plus the sample.
     */
    static KnowledgeRecord record(KnowledgeManifest manifest, long sample) {
        List<LayerBlock> layers = IntStream.rangeClosed(0, 2)
                .mapToObj(layer -> new LayerBlock(layer, new int[] {0, 1, 2}, WidthMask.full(4), values(layer, sample)))
                .toList();
        return SetCodec.of(manifest)
                .encode(new Knowledge(
                        sample, new int[] {2, 9, 3}, 3, OptionalDouble.of(1), new float[] {0.5f, -0.5f}, layers));
    }

    private static float[] values(int layer, long sample) {
        float[] values = new float[12];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 * layer + 10 * (i / 4) + i % 4 + sample;
        }
        return values;
    }
}
