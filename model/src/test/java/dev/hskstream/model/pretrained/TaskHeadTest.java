package dev.hskstream.model.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.Architecture;
import dev.hskstream.model.encoder.CarriedFields;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskHeadTest {
    private static final List<String> TASK = List.of("entailment", "neutral", "contradiction");

    private final List<String> notices = new ArrayList<>();

    /** The expected order of the model's logits was determined by hand. */
    @ParameterizedTest
    @CsvSource({
        "contradiction entailment neutral, 1 2 0",
        "contradiction neutral entailment, 2 1 0",
        "neutral entailment contradiction, 1 0 2",
        "CONTRADICTION Entailment neutral, 1 2 0",
    })
    void logitsComeInTheTasksOrderByTheirNames(String names, String places) {
        for (Architecture architecture : Architecture.ALL) {
            PretrainedModel model = model(architecture, words(names), false);
            float[] own = logits(model);

            PretrainedModel ordered = TaskHead.ordered(model, TASK, "dir", notices::add);

            float[] expected = new float[3];
            int[] from =
                    Stream.of(places.split(" ")).mapToInt(Integer::parseInt).toArray();
            for (int i = 0; i < 3; i++) {
                expected[i] = own[from[i]];
            }
            assertThat(logits(ordered)).as("%s", architecture.modelType()).isEqualTo(expected);
            assertThat(ordered.config().labels()).isEqualTo(TASK);
        }
        assertThat(notices).hasSize(3).allSatisfy(notice -> assertThat(notice)
                .startsWith("dir: ")
                .contains("order", String.join(", ", words(names)), "entailment, neutral, contradiction"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not_entailment, entailment|Entailment, NOT ENTAILMENT|true",
                "not_entailment, entailment|entailment, not-entailment|true",
                "not entailment, entailment|not_entailment, entailment|true",
                "yes, no|no, yes|true",
                "1, 0|0, 1|true",
                "LABEL_1, LABEL_0|LABEL_0, LABEL_1|true",
                "yes, YES|yes, no|false",
                "yes, Yes|YES, yes|false",
                "no, no|no, yes|false",
                "a_b, a-b|a b, A_B|false",
                "notentailment, entailment|not_entailment, entailment|false",
                "positive, negative|no, yes|false",
                "a, b, c|a, b|false",
            })
    void namesAreTheSameAsPeopleWriteThemUnlessTwoCouldBeMeant(String head, String task, boolean same) {
        EncoderConfig config = TinyModel.config().withLabels(List.of(head.split(", ")), false);
        PretrainedModel model = TinyModel.of(config, true);

        assertThat(TaskHead.names(config, List.of(task.split(", ")))).isEqualTo(same);
        if (!same) {
            assertThat(TaskHead.ordered(model, List.of(task.split(", ")), "dir", notices::add))
                    .isSameAs(model);
            assertThat(notices).isEmpty();
        }
    }

    @Test
    void aModelInTheTasksOrderIsLeftAsItIs() {
        PretrainedModel model = model(Architecture.BERT, TASK, false);

        assertThat(TaskHead.ordered(model, TASK, "dir", notices::add)).isSameAs(model);
        assertThat(TaskHead.start(model, TASK, "dir", notices::add)).isSameAs(model);
        assertThat(notices).isEmpty();
    }

    /** A model can have been trained on the labels in any order, which nothing in its files shows. */
    @Test
    void saysThatTheOrderOfLabelsWithoutNamesIsAssumed() {
        PretrainedModel model = model(Architecture.BERT, EncoderConfig.unnamedLabels(3), false);

        assertThat(TaskHead.ordered(model, TASK, "dir", notices::add)).isSameAs(model);

        assertThat(notices)
                .containsExactly("dir: its labels have no names; its outputs are taken in the task's order,"
                        + " entailment, neutral, contradiction");
    }

    @Test
    void anotherSpellingInTheSameOrderTakesTheTasksNamesAndNothingElse() {
        PretrainedModel model = model(Architecture.BERT, List.of("Entailment", "NEUTRAL", "contradiction"), false);

        PretrainedModel ordered = TaskHead.ordered(model, TASK, "dir", notices::add);

        assertThat(ordered.weights()).isEqualTo(model.weights());
        assertThat(ordered.fingerprint())
                .isEqualTo(model(Architecture.BERT, TASK, false).fingerprint());
        assertThat(notices).hasSize(1);
    }

    @Test
    void aTrainingBeginsWithTheHeadInTheTasksOrder() {
        PretrainedModel model = model(Architecture.BERT, List.of("neutral", "entailment", "contradiction"), false);

        assertThat(logits(TaskHead.start(model, TASK, "dir", notices::add)))
                .isEqualTo(logits(TaskHead.ordered(model, TASK, "dir", notices::add)));
        assertThat(notices).hasSize(2);
    }

    @Test
    void aTrainingDoesNotBeginWithAHeadOfSigmoids() {
        PretrainedModel model = model(Architecture.BERT, TASK, true);

        PretrainedModel start = TaskHead.start(model, TASK, "dir", notices::add);

        assertThat(start.hasClassifier()).isFalse();
        assertThat(start.hasPooler()).isTrue();
        assertThat(start.config().multiLabel()).isFalse();
        assertThat(notices).singleElement().asString().contains("dir", "multi_label_classification", "left out");
    }

    @Test
    void aHeadForOtherLabelsIsNamed() {
        PretrainedModel model = model(Architecture.BERT, List.of("a", "b", "c"), false);

        assertThat(TaskHead.start(model, TASK, "dir", notices::add)).isSameAs(model);
        assertThat(TaskHead.start(model, List.of("no", "yes"), "dir", notices::add))
                .isSameAs(model);
        assertThat(TaskHead.start(model, List.of(), "dir", notices::add)).isSameAs(model);
        assertThat(notices)
                .satisfiesExactly(
                        same -> assertThat(same).contains("a, b, c", "begins with its weights"),
                        fewer -> assertThat(fewer).contains("a, b, c", "no, yes", "a new one is made"),
                        scores -> assertThat(scores).contains("a, b, c", "scores", "a new one is made"));
    }

    @Test
    void twoClassesOfOneNameAreRefused() {
        PretrainedModel model = model(Architecture.BERT, List.of("a", "b", "a"), false);

        assertThatThrownBy(() -> model.requireOneLabel("dir"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("dir: ")
                .hasMessageContaining("two classes \"a\"");
    }

    @Test
    void pairsAreRefusedForAModelOfOneTokenTypeBeforeAnythingIsComputed() {
        EncoderConfig two = TinyModel.config();
        EncoderConfig one =
                new EncoderConfig(two.vocabSize(), 8, 2, 2, 16, 32, 1, 1e-12, 0.1, 0.1, two.labels(), false);
        PretrainedModel model = TinyModel.of(one, true);

        assertThatThrownBy(() -> model.requirePairs(true, "dir"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("dir: ")
                .hasMessageContaining("type_vocab_size 1")
                .hasMessageContaining("take a model");
        model.requirePairs(false, "dir");
        TinyModel.of(two, true).requirePairs(true, "dir");
        // The second text has type 0 too.
        new PretrainedModel(one, model.weights(), model.tokenizerJson().replace("\"type_id\":1", "\"type_id\":0"), 32)
                .requirePairs(true, "dir");
    }

    private static PretrainedModel model(Architecture architecture, List<String> labels, boolean multiLabel) {
        EncoderConfig config = new EncoderConfig(
                architecture,
                TinyModel.VOCABULARY.size(),
                8,
                2,
                2,
                16,
                34,
                architecture.hasTypes() ? 2 : 0,
                architecture.defaults().padId(),
                1e-12,
                0.1,
                0.1,
                labels,
                false,
                multiLabel,
                CarriedFields.NONE);
        return TinyModel.of(config, true);
    }

    private static float[] logits(PretrainedModel model) {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        try (NDManager manager = Tensors.newManager();
                TensorOps ops = OpsSelection.select();
                EncoderParameters weights = new EncoderParameters(manager, model.weights())) {
            TokenBatch batch = TokenBatch.of(manager, new Arena(), List.of(new int[] {2, 5, 6, 3}), new int[] {4}, 0);
            return Buffers.toArray(new Encoder(model.config(), ops)
                    .infer(weights.tensors(), batch, new Encoder.Keep(false, false, true))
                    .requireLogits());
        } finally {
            Tensors.record(recording);
        }
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }
}
