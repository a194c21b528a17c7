package dev.hskstream.schemas.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.avro.CompressionSpec;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.avro.SourceSet;
import dev.hskstream.schemas.avro.Teacher;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LineagesTest {
    static {
        TrustedPackages.trust();
    }

    @Test
    void isTheDocumentedDigest() {
        assertThat(lineage(m -> {})).isEqualTo("e6a5831eaab0b956");
    }

    @Test
    void doesNotDependOnTheSet() {
        assertThat(lineage(m -> m.setSet("another"))).isEqualTo(lineage(m -> {}));
    }

    @Test
    void changesWithEverythingThatDecidesTheRecords() {
        List<Consumer<KnowledgeManifest>> changes = List.of(
                m -> {},
                m -> m.setDataFingerprint("d2"),
                m -> m.getTeacher().setFingerprint("t2"),
                m -> m.getTokenizer().setFingerprint("k2"),
                m -> m.getTokenizer().setMaxLength(65),
                m -> m.getCompression().setDepth("4:9"),
                m -> m.getCompression().setLength("9:left"),
                m -> m.getCompression().setWidth("0.4:uniform"),
                m -> m.getCompression().setValues("int8"),
                m -> m.getCompression().setLayers(List.of(0, 2, 5, 8)),
                m -> m.getCompression().setWidthMask(ByteBuffer.wrap(new byte[] {4})),
                m -> m.setPrecision("bfloat16"),
                m -> m.setSource(source("a", 1, false)),
                m -> m.setSource(source("a", 2, false)));

        assertThat(changes.stream().map(LineagesTest::lineage)).doesNotHaveDuplicates();
    }

    @Test
    void doesNotDependOnTheSetThatItWasDerivedFromWithoutLoss() {
        assertThat(lineage(m -> m.setSource(source("a", 1, true)))).isEqualTo(lineage(m -> {}));
        assertThat(lineage(m -> m.setSource(source("b", 1, false))))
                .isEqualTo(lineage(m -> m.setSource(source("a", 1, false))));
    }

    private static SourceSet source(String set, int lineage, boolean exact) {
        return new SourceSet(set, "d9", new Lineage(new byte[] {(byte) lineage, 0, 0, 0, 0, 0, 0, 0}), exact);
    }

    @Test
    void refusesASetWithoutATeacher() {
        assertThatThrownBy(() -> lineage(m -> m.setTeacher(null)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cola-1");
    }

    private static String lineage(Consumer<KnowledgeManifest> change) {
        KnowledgeManifest manifest = manifest();
        change.accept(manifest);
        return HexFormat.of().formatHex(Lineages.of(manifest).bytes());
    }

    private static KnowledgeManifest manifest() {
        return KnowledgeManifest.newBuilder()
                .setSet("cola-1")
                .setState("PRODUCING")
                .setTask("cola")
                .setLabels(List.of("0", "1"))
                .setMetrics(List.of("matthews"))
                .setSamples(8551)
                .setDevSamples(Map.of("dev", 1043L))
                .setDataFingerprint("d1")
                .setTeacher(new Teacher("bge", "t1", 12, 384, 12, 1536))
                .setTokenizer(new Tokenizer("k1", ByteBuffer.allocate(0), 64))
                .setCompression(new CompressionSpec(
                        "4:10",
                        "8:left",
                        "0.5:uniform",
                        "float16",
                        List.of(0, 2, 5, 8, 10),
                        ByteBuffer.wrap(new byte[] {5})))
                .setCreated(Instant.EPOCH)
                .build();
    }
}
