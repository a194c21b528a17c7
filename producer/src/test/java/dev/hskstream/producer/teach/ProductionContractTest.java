package dev.hskstream.producer.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.CompressedTokenizer;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.pretrained.TaskHead;
import dev.hskstream.model.tensor.Precision;
import dev.hskstream.producer.Manifests;
import dev.hskstream.producer.TinyTeacher;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.Tokenizer;
import dev.hskstream.schemas.selection.Compression;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductionContractTest {
    private static final KnowledgeManifest LOADED = Manifests.loaded(5, "d");
    private static final KnowledgeManifest CLAIMED =
            claim(TinyTeacher.of(1), "0,2", "4:left", "0.5:uniform", "int8", 16).on(LOADED);

    @Test
    void theFirstWorkersWordIsFixed() {
        assertThat(CLAIMED.getState()).isEqualTo("PRODUCING");
        assertThat(CLAIMED.getTeacher().getName()).isEqualTo("t");
        assertThat(CLAIMED.getTeacher().getLayers()).isEqualTo(3);
        assertThat(CLAIMED.getTeacher().getFingerprint())
                .isEqualTo(TinyTeacher.of(1).fingerprint());
        assertThat(CLAIMED.getTokenizer().getFingerprint())
                .isEqualTo(TinyTeacher.of(1).tokenizerFingerprint());
        assertThat(CLAIMED.getTokenizer().getJson().hasRemaining())
                .as("the tokenizer is in a topic of its own")
                .isFalse();
        assertThat(CLAIMED.getTokenizer().getMaxLength()).isEqualTo(16);
        assertThat(CLAIMED.getCompression().getLayers()).isEqualTo(List.of(0, 2));
        // Units 0, 2, 4 and 6 of 8.
        assertThat(CLAIMED.getCompression().getWidthMask().get(0)).isEqualTo((byte) 0b0101_0101);
        assertThat(CLAIMED.getLineage()).isNotNull();
        assertThat(LOADED.getState()).isEqualTo("LOADED");
    }

    @Test
    void theSameWordIsTakenAgain() {
        assertThat(claim(TinyTeacher.of(1), "0,2", "4:left", "0.5:uniform", "int8", 16)
                        .on(CLAIMED))
                .isEqualTo(CLAIMED);
    }

    @ParameterizedTest
    @CsvSource({
        "'0,3', 4:left, 0.5:uniform, int8, 16, --depth",
        "'0,2', 5:left, 0.5:uniform, int8, 16, --length 4:left",
        "'0,2', 4:left, 0.25:uniform, int8, 16, --width 0.5:uniform",
        "'0,2', 4:left, 0.5:uniform, float16, 16, --values int8",
        "'0,2', 4:left, 0.5:uniform, int8, 17, --max-length 16"
    })
    void anotherCompressionIsNamed(
            String depth, String length, String width, String values, int maxLength, String difference) {
        ProductionContract other = claim(TinyTeacher.of(1), depth, length, width, values, maxLength);

        assertThatThrownBy(() -> other.on(CLAIMED))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("set s is made with " + difference)
                .hasMessageContaining("--set");
    }

    @Test
    void anotherTeacherOrTokenizerIsNamed() {
        assertThatThrownBy(() -> like(TinyTeacher.of(2)).on(CLAIMED))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("made with teacher " + TinyTeacher.of(1).fingerprint())
                .hasMessageContaining(TinyTeacher.of(2).fingerprint());
        assertThatThrownBy(() -> like(TinyTeacher.knowing("dog")).on(CLAIMED))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("made with tokenizer ");
    }

    /**
     * Earlier versions computed the fingerprint from the file's fields, so an equivalent tokenizer in another spelling
     * had another fingerprint.
     */
    @Test
    void aSetOfTheSameTokenizerInAnOlderSpellingIsGoneOnWith() {
        String older = TinyTeacher.of(1).tokenizerJson().replace("\"clean_text\":true,", "");
        KnowledgeManifest before = ofTokenizer(older);
        KnowledgeManifest other = ofTokenizer(TinyTeacher.knowing("dog").tokenizerJson());

        assertThat(like(TinyTeacher.of(1)).on(before)).isEqualTo(before);
        assertThatThrownBy(() -> like(TinyTeacher.of(1)).on(other))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("made with tokenizer 01d");
    }

    private static KnowledgeManifest ofTokenizer(String json) {
        Tokenizer tokenizer = Tokenizer.newBuilder(CLAIMED.getTokenizer())
                .setFingerprint("01d")
                .setJson(CompressedTokenizer.pack(json))
                .build();
        return KnowledgeManifest.newBuilder(CLAIMED).setTokenizer(tokenizer).build();
    }

    @Test
    void anotherPrecisionIsNamedAndMakesAnotherLineage() {
        Compression compression = Compression.parse("0,2", "4:left", "0.5:uniform", "int8");
        ProductionContract other =
                new ProductionContract(TinyTeacher.of(1), "t", Extract.of(compression), 16, Precision.BFLOAT16);

        KnowledgeManifest bfloat16 = other.on(LOADED);

        assertThat(CLAIMED.getPrecision()).isEqualTo("float32");
        assertThat(bfloat16.getPrecision()).isEqualTo("bfloat16");
        assertThat(bfloat16.getLineage()).isNotEqualTo(CLAIMED.getLineage());
        assertThat(other.on(bfloat16)).isEqualTo(bfloat16);
        assertThatThrownBy(() -> other.on(CLAIMED))
                .isInstanceOf(UserException.class)
                .hasMessage("set s is made with --precision float32, this worker has bfloat16; use the same, or load"
                        + " the data under another --set name");
    }

    @Test
    void refusesAHeadForOtherLabels() {
        assertThatThrownBy(() -> like(TinyTeacher.labelled("yes", "no")).on(LOADED))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("[yes, no]")
                .hasMessageContaining("[no, yes]")
                .hasMessageContaining("hsk finetune");
        assertThat(like(TinyTeacher.labelled("LABEL_0", "LABEL_1")).on(LOADED).getState())
                .as("labels nobody named")
                .isEqualTo("PRODUCING");
    }

    @Test
    void takesAHeadInTheTasksOrderAndTheSameTeacherAgain() {
        PretrainedModel ordered =
                TaskHead.ordered(TinyTeacher.labelled("YES", "no"), LOADED.getLabels(), "t", notice -> {});

        KnowledgeManifest claimed = like(ordered).on(LOADED);

        assertThat(claimed.getTeacher().getFingerprint()).isEqualTo(ordered.fingerprint());
        assertThat(like(ordered).on(claimed)).isEqualTo(claimed);
    }

    private static ProductionContract like(PretrainedModel model) {
        return claim(model, "0,2", "4:left", "0.5:uniform", "int8", 16);
    }

    private static ProductionContract claim(
            PretrainedModel model, String depth, String length, String width, String values, int maxLength) {
        return new ProductionContract(
                model, "t", Extract.of(Compression.parse(depth, length, width, values)), maxLength, Precision.FLOAT32);
    }

    @Test
    void aSetWhoseSamplesWereLoadedAgainKeepsItsTeacher() {
        KnowledgeManifest loadedAgain = KnowledgeManifest.newBuilder(CLAIMED)
                .setState("LOADED")
                .setDigest("d".repeat(64))
                .build();

        KnowledgeManifest claimed = claim(TinyTeacher.of(1), "0,2", "4:left", "0.5:uniform", "int8", 16)
                .on(loadedAgain);
        assertThat(claimed.getState()).isEqualTo("PRODUCING");
        assertThat(claimed.getDigest()).isEqualTo("d".repeat(64));
        assertThatThrownBy(() -> claim(TinyTeacher.of(2), "0,2", "4:left", "0.5:uniform", "int8", 16)
                        .on(loadedAgain))
                .hasMessageContaining("teacher");
    }
}
