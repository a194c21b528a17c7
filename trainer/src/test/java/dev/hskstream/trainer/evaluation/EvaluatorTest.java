package dev.hskstream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.PlainOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.TokenizedText;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.trainer.MemoryRows;
import dev.hskstream.trainer.TinyBert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final List<TokenizedText> ROWS = MemoryRows.random(150, 2).rows().stream()
            .map(Knowledge::tokenIds)
            .map(ids -> new TokenizedText(ids, ids.length))
            .toList();

    @Test
    void scoresEveryRowAgainstItsOwnLabel() {
        // The labels are the network's own predictions, row by row, except for every fifth.
        double[] labels = new double[ROWS.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 5 == 0 ? 1 - predicted(ROWS.get(i)) : predicted(ROWS.get(i));
        }

        Map<String, Double> scores = evaluate(List.of("accuracy"), List.of(new DevSplit("dev", ROWS, labels)));

        assertThat(scores).containsOnlyKeys("accuracy");
        assertThat(scores.get("accuracy")).isCloseTo(0.8, within(1e-9));
    }

    @Test
    void averagesOverSplitsAndNamesEach() {
        double[] right = ROWS.stream().mapToDouble(EvaluatorTest::predicted).toArray();
        double[] wrong = ROWS.stream().mapToDouble(row -> 1 - predicted(row)).toArray();
        DevSplit matched = new DevSplit("dev-matched", ROWS, right);
        DevSplit mismatched = new DevSplit("dev-mismatched", ROWS.subList(0, 40), Arrays.copyOf(wrong, 40));

        Map<String, Double> scores = evaluate(List.of("accuracy"), List.of(matched, mismatched));

        assertThat(scores)
                .containsEntry("accuracy", 0.5)
                .containsEntry("accuracy/dev-matched", 1.0)
                .containsEntry("accuracy/dev-mismatched", 0.0);
        assertThat(scores.keySet().iterator().next()).isEqualTo("accuracy");
    }

    @Test
    void leavesGradientRecordingAsItWas() {
        boolean before = Tensors.recording();

        evaluate(List.of("accuracy"), List.of(new DevSplit("dev", ROWS, new double[ROWS.size()])));

        assertThat(Tensors.recording()).isEqualTo(before);
    }

    @Test
    void theMajorityIsTheMostFrequentLabelOfEachSplit() {
        DevSplit dev = new DevSplit("dev", ROWS.subList(0, 4), new double[] {1, 0, 1, 1});
        DevSplit other = new DevSplit("other", ROWS.subList(0, 4), new double[] {0, 0, 1, 0});

        assertThat(Baseline.majority("accuracy", List.of(dev))).isEqualTo(0.75);
        assertThat(Baseline.majority("accuracy", List.of(dev, other))).isEqualTo(0.75);
        assertThat(Baseline.majority("matthews", List.of(dev))).isZero();
    }

    /** It must be named whichever batch it is in, and whatever precedes it in that batch. */
    @Test
    void namesTheFirstSampleForWhichTheModelGivesNoNumber() {
        List<TokenizedText> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            boolean broken = i == 61 || i == 87;
            rows.add(new TokenizedText(broken ? new int[] {2, 6, 3} : new int[] {2, 5, 7, 8, 3}, broken ? 3 : 5));
        }
        DevSplit dev = new DevSplit("dev", rows, new double[100]);
        try (PlainOps ops = new PlainOps();
                NDManager manager = Tensors.newManager();
                EncoderParameters weights =
                        new EncoderParameters(manager, TinyBert.model(2, 5).weights())) {
            Evaluator evaluator = new Evaluator(new Encoder(TinyBert.config(2), ops), 0, List.of("accuracy"));
            assertThat(evaluator.evaluate(weights, List.of(dev))).containsKey("accuracy");
            Objects.requireNonNull(weights.tensors().get(EncoderParameters.WORD_EMBEDDINGS))
                    .set(new NDIndex("6, 3"), Float.NaN);

            assertThatThrownBy(() -> evaluator.evaluate(weights, List.of(dev)))
                    .isInstanceOf(NonFiniteOutputException.class)
                    .hasMessageContaining("output for sample 61 of dev is not finite");
        }
    }

    @Test
    void saysWhereAMetricIsNotDefined() {
        DevSplit constant = new DevSplit("dev", ROWS.subList(0, 3), new double[] {2.5, 2.5, 2.5});
        DevSplit varied = new DevSplit("other", ROWS.subList(0, 3), new double[] {2.5, 1, 2.5});
        List<String> notices = new ArrayList<>();

        UndefinedMetrics.tell(List.of("pearson", "spearman"), List.of(constant, varied), notices::add);

        assertThat(notices)
                .containsExactly(
                        "pearson is not defined on dev, where all 3 labels are the same; it counts as 0",
                        "spearman is not defined on dev, where all 3 labels are the same; it counts as 0");
    }

    private static Map<String, Double> evaluate(List<String> metrics, List<DevSplit> splits) {
        try (PlainOps ops = new PlainOps();
                NDManager manager = Tensors.newManager();
                EncoderParameters weights =
                        new EncoderParameters(manager, TinyBert.model(2, 5).weights())) {
            scale(weights);
            return new Evaluator(new Encoder(TinyBert.config(2), ops), 0, metrics).evaluate(weights, splits);
        }
    }

    /** Returns the class that the network predicts for a single row. */
    private static int predicted(TokenizedText row) {
        try (PlainOps ops = new PlainOps();
                NDManager manager = Tensors.newManager();
                EncoderParameters weights =
                        new EncoderParameters(manager, TinyBert.model(2, 5).weights())) {
            scale(weights);
            Tensors.record(false);
            TokenBatch batch =
                    TokenBatch.of(manager, new Arena(), List.of(row.ids()), new int[] {row.secondSegment()}, 0);
            NDArray logits = new Encoder(TinyBert.config(2), ops)
                    .infer(weights.tensors(), batch, new Encoder.Keep(false, false, true))
                    .requireLogits();
            float[] values = logits.toFloatArray();
            return values[1] > values[0] ? 1 : 0;
        } finally {
            Tensors.record(true);
        }
    }

    /** Scales up the weights: with fresh ones, the predictions of all rows are nearly the same. */
    private static void scale(EncoderParameters weights) {
        weights.tensors().forEach((name, tensor) -> {
            if (!name.contains("LayerNorm")) {
                tensor.muli(30);
            }
        });
    }
}
