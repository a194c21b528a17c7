package dev.hskstream.kafka.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.lineage.CompressionSpecs;
import dev.hskstream.schemas.lineage.Lineages;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The sets have 12 samples of 5 tokens. They keep layers 0 and 2 of a teacher with 3 layers, each with 2 tokens and 4
 * of 8 units.
 */
class SetProofTest {
    private static final int SAMPLES = 12;
    private static final KnowledgeManifest MANIFEST = manifest("d");
    private static final List<KnowledgeRecord> RECORDS = IntStream.range(0, SAMPLES)
            .mapToObj(i -> record(MANIFEST, knowledge(i, 0)))
            .toList();

    @Test
    void provesAWholeSet() {
        SetProof.Proven proven = prove(RECORDS);

        assertThat(proven.digest()).matches("[0-9a-f]{64}");
        assertThat(proven.hskShare()).isCloseTo(2 * 2 * 4 / (4.0 * 5 * 8), within(1e-12));
    }

    @Test
    void theDigestDoesNotDependOnTheOrder() {
        List<KnowledgeRecord> shuffled = new ArrayList<>(RECORDS);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(prove(shuffled)).isEqualTo(prove(RECORDS));
    }

    @Test
    void theDigestDependsOnEveryValue() {
        List<KnowledgeRecord> changed = new ArrayList<>(RECORDS);
        changed.set(7, record(MANIFEST, knowledge(7, 1)));

        assertThat(prove(changed).digest()).isNotEqualTo(prove(RECORDS).digest());
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> prove(RECORDS.subList(0, 10)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("2 of 12 samples missing [10, 11]")
                .hasMessageContaining("hsk produce --set s");
        assertThatThrownBy(() -> prove(List.of()))
                .hasMessageContaining("12 of 12 samples missing [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...]");
    }

    @Test
    void namesWhatIsDoubled() {
        List<KnowledgeRecord> doubled = new ArrayList<>(RECORDS);
        doubled.add(RECORDS.get(3));

        assertThatThrownBy(() -> prove(doubled))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("1 doubled [3]")
                .hasMessageContaining("--set");
    }

    @Test
    void refusesAnotherLineage() {
        KnowledgeRecord foreign = record(manifest("other data"), knowledge(0, 0));

        assertThatThrownBy(() -> prove(List.of(foreign)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("sample 0")
                .hasMessageContaining("lineage");
    }

    @Test
    void refusesASamplePastTheEnd() {
        assertThatThrownBy(() -> prove(List.of(record(MANIFEST, knowledge(SAMPLES, 0)))))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("12");
    }

    @Test
    void refusesRecordsOfAnotherShape() {
        Knowledge good = knowledge(0, 0);
        Knowledge oneLayer = new Knowledge(
                0,
                good.tokenIds(),
                5,
                good.label(),
                good.logits(),
                good.layers().subList(0, 1));
        Knowledge oneLogit = new Knowledge(0, good.tokenIds(), 5, good.label(), new float[] {1}, good.layers());

        assertThatThrownBy(() -> prove(List.of(record(MANIFEST, oneLayer))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("[0]")
                .hasMessageContaining("[0, 2]");
        assertThatThrownBy(() -> prove(List.of(record(MANIFEST, oneLogit))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("1 logits");
    }

    @Test
    void asksForATeacherFirst() {
        assertThatThrownBy(() -> SetShape.of(loaded("d")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no knowledge yet");
    }

    @Test
    void aManifestSaysWhatItsRecordsSayAndNothingElse() {
        SetProof.Proven proven = prove(RECORDS);
        KnowledgeManifest sealed = KnowledgeManifest.newBuilder(MANIFEST)
                .setPartitions(List.of(new PartitionRange(0, 0L, 9L, 8L), new PartitionRange(1, 0L, 5L, 4L)))
                .setRecordBytes(1000)
                .setHskShare(proven.hskShare())
                .setDigest(proven.digest())
                .build();

        assertThat(differences(sealed, RECORDS, 8, 1000)).isEmpty();
        assertThat(differences(sealed, RECORDS, 7, 999))
                .containsExactly(
                        "records in partition 0: 7, sealed with 8",
                        "records in partition 1: 5, sealed with 4",
                        "bytes of records: 999, sealed with 1000");
        sealed.setDigest("d");
        sealed.setHskShare(0.5);
        assertThat(differences(sealed, RECORDS, 8, 1000))
                .containsExactly(
                        "share of HSK: " + proven.hskShare() + ", sealed with 0.5",
                        "digest: " + proven.digest() + ", sealed with d");
        assertThat(differences(sealed, RECORDS.subList(1, SAMPLES), 8, 1000))
                .startsWith("1 of 12 samples missing [0], 0 doubled");
    }

    private static List<String> differences(
            KnowledgeManifest sealed, List<KnowledgeRecord> records, long inFirst, long bytes) {
        SetProof proof = new SetProof(sealed, SetShape.of(sealed), SetCodec.of(sealed));
        records.forEach(proof::add);
        return Differences.of(sealed, proof, partition -> partition == 0 ? inFirst : SAMPLES - inFirst, bytes);
    }

    private static SetProof.Proven prove(List<KnowledgeRecord> records) {
        SetProof proof = new SetProof(MANIFEST, SetShape.of(MANIFEST), SetCodec.of(MANIFEST));
        records.forEach(proof::add);
        return proof.result();
    }

    private static KnowledgeManifest manifest(String data) {
        Compression compression = Compression.parse("0,2", "2:left", "0.5:magnitude", "float16");
        KnowledgeManifest manifest = KnowledgeManifest.newBuilder(loaded(data))
                .setState("PRODUCING")
                .setTeacher(new Teacher("t", "f", 3, 8, 2, 16))
                .setTokenizer(new Tokenizer("k", ByteBuffer.allocate(0), 16))
                .setCompression(CompressionSpecs.of(compression, 3, 8))
                .build();
        manifest.setLineage(Lineages.of(manifest));
        return manifest;
    }

    private static KnowledgeManifest loaded(String data) {
        TrustedPackages.trust();
        return KnowledgeManifest.newBuilder()
                .setSet("s")
                .setState("LOADED")
                .setTask("cola")
                .setLabels(List.of("no", "yes"))
                .setMetrics(List.of("matthews"))
                .setSamples(SAMPLES)
                .setDevSamples(Map.of("dev", 1L))
                .setDataFingerprint(data)
                .setCreated(Instant.EPOCH)
                .build();
    }

    private static KnowledgeRecord record(KnowledgeManifest manifest, Knowledge knowledge) {
        return SetCodec.of(manifest).encode(knowledge);
    }

    private static Knowledge knowledge(int sample, float shift) {
        WidthMask mask = new WidthMask(8, new int[] {0, 1, 5, 7});
        float[] values = {1, 2, 3, 4, 5, 6, 7, sample + shift};
        List<LayerBlock> layers = List.of(
                new LayerBlock(0, new int[] {0, 1}, mask, values), new LayerBlock(2, new int[] {1, 0}, mask, values));
        return new Knowledge(
                sample, new int[] {2, 5, 6, 7, 3}, 5, OptionalDouble.of(1), new float[] {0.5f, -1}, layers);
    }
}
