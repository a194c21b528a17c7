package dev.hskstream.monitor.knowledge;

import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.lineage.CompressionSpecs;
import dev.hskstream.schemas.lineage.Lineages;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A set of 20 samples with 3 tokens each, of which 2 are kept in layers 0 and 1 of a teacher with 2 hidden units. In layer
 * 0, the kept tokens are (3, 4) and (0, 0); in layer 1 of sample i, they are (i + 1, 0) and (0, -i - 1). The teacher gives
 * both classes of even samples the same logit; of odd samples, class 0 has three times the probability of class 1.
 */
record TestSet(KnowledgeManifest manifest) {
    static final int SAMPLES = 20;
    private static final WidthMask ALL = WidthMask.full(2);

    static TestSet of(String name, String data, String values) {
        TrustedPackages.trust();
        KnowledgeManifest manifest = KnowledgeManifest.newBuilder()
                .setSet(name)
                .setState("PRODUCING")
                .setTask("cola")
                .setLabels(List.of("no", "yes"))
                .setMetrics(List.of("matthews"))
                .setSamples(SAMPLES)
                .setDevSamples(Map.of("dev", 1L))
                .setDataFingerprint(data)
                .setCreated(Instant.EPOCH)
                .setTeacher(new Teacher("t", "f", 3, 2, 1, 4))
                .setTokenizer(new Tokenizer("k", ByteBuffer.allocate(0), 16))
                .setCompression(CompressionSpecs.of(Compression.parse("0,1", "2:left", "all", values), 3, 2))
                .build();
        manifest.setLineage(Lineages.of(manifest));
        return new TestSet(manifest);
    }

    KnowledgeRecord record(int sample) {
        int[] kept = {0, 1};
        float[] logits = sample % 2 == 0 ? new float[] {7, 7} : new float[] {(float) Math.log(3), 0};
        List<LayerBlock> layers = List.of(
                new LayerBlock(0, kept, ALL, new float[] {3, 4, 0, 0}),
                new LayerBlock(1, kept, ALL, new float[] {(float) sample + 1, 0, 0, (float) -sample - 1}));
        return SetCodec.of(manifest)
                .encode(new Knowledge(sample, new int[] {2, 5, 3}, 3, OptionalDouble.of(sample % 2), logits, layers));
    }
}
