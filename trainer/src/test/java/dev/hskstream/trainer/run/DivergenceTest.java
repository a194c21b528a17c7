package dev.hskstream.trainer.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.TokenizedText;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.LayerMap.Pair;
import dev.hskstream.trainer.MemoryRows;
import dev.hskstream.trainer.TinyBert;
import dev.hskstream.trainer.checkpoint.CheckpointStore;
import dev.hskstream.trainer.checkpoint.RunSettings;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.objective.DroppedUnits;
import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.objective.Weights;
import dev.hskstream.trainer.optimizer.Schedule;
import dev.hskstream.trainer.order.PermutedEpochs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trains on 21 rows in batches of 4, which makes six steps per epoch. */
class DivergenceTest {
    private static final MemoryRows ROWS = MemoryRows.random(21, 6);
    private static final RunSettings IDENTITY = new RunSettings(Map.of(), Map.of());
    private static final Weights ALL = new Weights(1, 1, 1);

    private final Path directory;

    DivergenceTest(@TempDir Path parent) {
        this.directory = parent.resolve("run");
    }

    /** With a batch size of 21, the first step is also the last one. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLastStepThatDestroysTheWeightsIsNoResult(boolean regression) {
        assertThatThrownBy(() -> train(ROWS, config(regression), Map.of(), 1e30, 21, 0))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("step 1 (joint): ")
                .hasMessageContaining("--learning-rate (1.0E30 now)");
        assertThat(directory).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStepInTheMiddleThatDestroysThemIsFoundByTheNext(boolean regression) {
        assertThatThrownBy(() -> train(ROWS, config(regression), Map.of(), 1e30, 4, 0))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("step 2 (joint): ")
                .hasMessageFindingMatch("the loss( hsk| soft| hard)? is (NaN|Infinity)|the gradients are not finite");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void namesTheLossThatTheDataSpoil(float bad) {
        assertThatThrownBy(() -> train(spoiltStates(bad), config(false), Map.of(), 1e-3, 21, 1))
                .isInstanceOf(DivergedException.class)
                .hasMessageFindingMatch("^step 1 \\(joint\\): the loss hsk is (NaN|Infinity)");
        assertThatThrownBy(() -> train(spoiltLogits(bad), config(false), Map.of(), 1e-3, 21, 1))
                .isInstanceOf(DivergedException.class)
                .hasMessageStartingWith("step 1 (joint): the loss soft is NaN");
    }

    /**
     * No row contains this token, so the loss does not depend on its embedding, and only a check of the weights finds
     * it.
     */
    @Test
    void aDamagedModelIsNotStartedFrom() {
        assertThatThrownBy(() -> train(ROWS, config(false), unusedWordOf(Float.NaN), 1e-3, 4, 1))
                .isInstanceOf(UserException.class)
                .hasMessage("the model to start from is damaged: its weight embeddings.word_embeddings.weight is NaN at"
                        + " index 9");
    }

    @Test
    void whatWasKeptBeforeStaysAndIsGoneOnFrom() throws IOException {
        RunSettings slow = new RunSettings(Map.of(), Map.of("rate", "slow"));
        RunSettings fast = new RunSettings(Map.of(), Map.of("rate", "fast"));
        assertThatThrownBy(() -> train(ROWS, config(false), Map.of(), 1e-3, 4, 3, slow, 4))
                .isInstanceOf(Stop.class);
        assertThat(names()).containsExactly("step-000000003.safetensors");

        assertThatThrownBy(() -> train(ROWS, config(false), Map.of(), 1e30, 4, 1, fast, 99))
                .isInstanceOf(DivergedException.class);

        assertThat(new CheckpointStore(directory, 2).latest(fast, true)).isPresent();
        assertThatCode(() -> train(ROWS, config(false), Map.of(), 1e-3, 4, 0, slow, 99))
                .doesNotThrowAnyException();
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static EncoderConfig config(boolean regression) {
        return TinyBert.config(2).withLabels(regression ? List.of() : List.of("no", "yes"), regression);
    }

    /**
     * Sets one value of token 1's embedding, which no row contains. An embedding has 8 values, so index 9 belongs to
     * token 1.
     */
    private static Map<String, HostTensor> unusedWordOf(float value) {
        HostTensor words = requireNonNull(EncoderInit.random(config(false), 8).get(EncoderParameters.WORD_EMBEDDINGS));
        words.floats().put(9, value);
        return Map.of(EncoderParameters.WORD_EMBEDDINGS, words);
    }

    private static MemoryRows spoiltStates(float value) {
        List<Knowledge> rows = new ArrayList<>(ROWS.rows());
        Knowledge row = rows.get(5);
        List<LayerBlock> layers = row.layers().stream()
                .map(layer -> {
                    float[] values = layer.values().clone();
                    values[3] = value;
                    return new LayerBlock(layer.layer(), layer.positions(), layer.mask(), values);
                })
                .toList();
        rows.set(5, new Knowledge(5, row.tokenIds(), row.secondSegment(), row.label(), row.logits(), layers));
        return new MemoryRows(rows);
    }

    private static MemoryRows spoiltLogits(float value) {
        List<Knowledge> rows = new ArrayList<>(ROWS.rows());
        Knowledge row = rows.get(7);
        rows.set(
                7,
                new Knowledge(
                        7, row.tokenIds(), row.secondSegment(), row.label(), new float[] {value, 0}, row.layers()));
        return new MemoryRows(rows);
    }

    private TrainingResult train(
            MemoryRows rows, EncoderConfig config, Map<String, HostTensor> other, double rate, int batch, int every) {
        return train(rows, config, other, rate, batch, every, IDENTITY, Integer.MAX_VALUE);
    }

    private TrainingResult train(
            MemoryRows all,
            EncoderConfig config,
            Map<String, HostTensor> other,
            double rate,
            int batch,
            int every,
            RunSettings identity,
            int stopAt) {
        Map<String, HostTensor> weights = new LinkedHashMap<>(EncoderInit.random(config, 8));
        weights.putAll(other);
        MemoryRows rows = config.regression() ? scores(all) : all;
        Objective joint = new Objective(ALL, List.of(new Pair(0, 0), new Pair(2, 2)), DroppedUnits.IGNORE, 4, 1);
        String metric = config.regression() ? "pearson" : "accuracy";
        RunSpec spec = new RunSpec(
                new RunSpec.Model(config, weights, "", 32, 0),
                new RunSpec.Data(new PermutedEpochs(rows, 1, batch), dev(rows), List.of(metric)),
                new RunSpec.Plan(
                        List.of(new TrainingStage("joint", joint, 1, new Schedule(rate, 0))),
                        new TrainingSettings(1, batch, 0.01, 1, 0, every)),
                new RunSpec.Output(
                        directory, new RunSpec.Identity(Map.of(), Map.of()), new RunSpec.Restart(false, true, 2)));
        TrainingListener listener = new TrainingListener() {
            @Override
            public void step(StepReport report) {
                if (report.step() == stopAt) {
                    throw new Stop();
                }
            }

            @Override
            public void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best) {}
        };
        try (TensorOps ops = OpsSelection.select();
                NDManager manager = Tensors.newManager();
                EncoderParameters parameters = new EncoderParameters(manager, weights)) {
            TrainingLoop loop = new TrainingLoop(new Encoder(config, ops), parameters, spec, listener, () -> false);
            return loop.run(new CheckpointStore(directory, 2), identity, true);
        }
    }

    private static MemoryRows scores(MemoryRows classes) {
        return new MemoryRows(classes.rows().stream()
                .map(row -> new Knowledge(
                        row.sample(),
                        row.tokenIds(),
                        row.secondSegment(),
                        OptionalDouble.of((double) (row.sample() % 5)),
                        new float[] {row.logits()[0]},
                        row.layers()))
                .toList());
    }

    private static List<DevSplit> dev(MemoryRows rows) {
        List<TokenizedText> texts = rows.rows().stream()
                .map(row -> new TokenizedText(row.tokenIds(), row.secondSegment()))
                .toList();
        double[] labels = rows.rows().stream()
                .mapToDouble(row -> row.label().orElseThrow())
                .toArray();
        return List.of(new DevSplit("dev", texts, labels));
    }
}
