package dev.hskstream.trainer.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.hskstream.base.work.StoppedException;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.TokenizedText;
import dev.hskstream.schemas.selection.LayerMap.Pair;
import dev.hskstream.trainer.MemoryRows;
import dev.hskstream.trainer.TinyBert;
import dev.hskstream.trainer.certificate.EpochProof;
import dev.hskstream.trainer.certificate.OrderDigest;
import dev.hskstream.trainer.checkpoint.CheckpointStore;
import dev.hskstream.trainer.checkpoint.RunSettings;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.evaluation.Evaluator;
import dev.hskstream.trainer.objective.DroppedUnits;
import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.objective.Weights;
import dev.hskstream.trainer.optimizer.Schedule;
import dev.hskstream.trainer.order.EpochPlan;
import dev.hskstream.trainer.order.PermutedEpochs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trains two epochs on hidden states and two on predictions, with 6 steps each: 24 in all. */
class TrainingLoopTest {
    private static final RunSettings IDENTITY = new RunSettings(Map.of("seed", "1"), Map.of());
    private static final MemoryRows ROWS = MemoryRows.random(21, 6);
    private static final int STEPS = 24;

    private final Path checkpoints;

    TrainingLoopTest(@TempDir Path parent) {
        this.checkpoints = parent.resolve("run");
    }

    /** The training is stopped within a stage, at the end of an epoch, at the end of a stage, and after evaluations. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6, 9, 12, 13, 18, 20, 23})
    void aStoppedTrainingGoesOnInTheSameBits(int stopped) {
        Run uninterrupted = train(checkpoints.resolveSibling("other"), Integer.MAX_VALUE);

        assertThatThrownBy(() -> train(checkpoints, stopped)).isInstanceOf(Stopped.class);
        Run resumed = train(checkpoints, Integer.MAX_VALUE);

        assertThat(resumed.result().resumedFrom()).isEqualTo(stopped - 1);
        assertThat(resumed.weights()).isEqualTo(uninterrupted.weights());
        assertThat(resumed.result().metrics()).isEqualTo(uninterrupted.result().metrics());
        assertThat(resumed.result().bestStep()).isEqualTo(uninterrupted.result().bestStep());
        assertThat(resumed.result().curve().evaluations())
                .hasToString(uninterrupted.result().curve().evaluations().toString());
        assertThat(resumed.result().epochs()).isEqualTo(uninterrupted.result().epochs());
        assertThat(losses(resumed)).isEqualTo(losses(uninterrupted).subList(stopped - 1, STEPS));
    }

    /**
     * The stop is requested at the n-th time that the loop asks: between two steps, while it waits for a batch, or
     * during an evaluation.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 13, 30, 36, 37, 38, 39, 40, 48, 49, 50, 51, 52, 53})
    void aTrainingThatIsAskedToStopGoesOnInTheSameBits(int asked) {
        Run uninterrupted = train(checkpoints.resolveSibling("other"), Integer.MAX_VALUE);
        AtomicInteger times = new AtomicInteger();
        Run resumed;
        try {
            resumed = train(checkpoints, Integer.MAX_VALUE, () -> times.incrementAndGet() >= asked);
            assertThat(resumed.result().resumedFrom()).isZero();
        } catch (StoppedException e) {
            resumed = train(checkpoints, Integer.MAX_VALUE);
            assertThat(e)
                    .hasMessageStartingWith(
                            "stopped after step " + resumed.result().resumedFrom() + " of " + STEPS + "; ");
        }

        assertThat(resumed.weights()).isEqualTo(uninterrupted.weights());
        assertThat(resumed.result().metrics()).isEqualTo(uninterrupted.result().metrics());
        assertThat(resumed.result().bestStep()).isEqualTo(uninterrupted.result().bestStep());
        assertThat(resumed.result().curve().evaluations())
                .hasToString(uninterrupted.result().curve().evaluations().toString());
        assertThat(resumed.result().epochs()).isEqualTo(uninterrupted.result().epochs());
    }

    @Test
    void trainsEverySampleOnceAnEpochAndReportsEveryStep() {
        Run run = train(checkpoints, Integer.MAX_VALUE);

        assertThat(run.steps())
                .extracting(TrainingListener.StepReport::step)
                .hasSize(STEPS)
                .isSorted();
        assertThat(run.steps().get(STEPS - 1).samples()).isEqualTo(4L * ROWS.size());
        assertThat(run.steps().stream()
                        .mapToInt(TrainingListener.StepReport::batch)
                        .sum())
                .isEqualTo(4 * ROWS.size());
        assertThat(run.steps().get(0).losses()).containsOnlyKeys("loss", "hsk");
        assertThat(run.steps().get(STEPS - 1).losses()).containsOnlyKeys("loss", "soft", "hard");
        assertThat(run.result().steps()).isEqualTo(STEPS);
        assertThat(run.result().curve().losses()).hasSize(STEPS);
    }

    @Test
    void certifiesTheOrderThatTheSeedDecides() {
        List<EpochProof> proofs = train(checkpoints, Integer.MAX_VALUE).result().epochs();

        assertThat(proofs).extracting(EpochProof::stage).containsExactly("hsk", "hsk", "predictions", "predictions");
        for (EpochProof proof : proofs) {
            OrderDigest order = OrderDigest.empty();
            EpochPlan.batches(1, proof.epoch(), ROWS.digest(), ROWS.lengths(), 4)
                    .forEach(batch -> order.add(Arrays.stream(batch)
                            .mapToLong(i -> ROWS.row(i).sample())
                            .toArray()));
            assertThat(proof.samples()).isEqualTo(ROWS.size());
            assertThat(proof.order()).isEqualTo(order.hex());
        }
        assertThat(proofs).extracting(EpochProof::order).doesNotHaveDuplicates();
    }

    @Test
    void learns() {
        Run run = train(checkpoints, Integer.MAX_VALUE);

        double first = requireNonNull(run.steps().get(0).losses().get("hsk"));
        double last = requireNonNull(run.steps().get(STEPS / 2 - 1).losses().get("hsk"));
        assertThat(last).isLessThan(first);
    }

    @Test
    void leavesTheWeightsThatEvaluatedBest() {
        Run run = train(checkpoints, Integer.MAX_VALUE);

        double best = run.result().curve().evaluations().stream()
                .mapToDouble(point -> (Double) point.get("value"))
                .max()
                .orElseThrow();
        assertThat(run.result().metrics()).containsEntry("accuracy", best);
        assertThat(run.after()).isEqualTo(best);
    }

    @Test
    void evaluatesPredictionsOnly() {
        Run run = train(checkpoints, Integer.MAX_VALUE);

        assertThat(run.result().curve().evaluations())
                .extracting(point -> point.get("step"))
                .containsExactly(18L, 24L);
    }

    private static List<Map<String, Double>> losses(Run run) {
        return run.steps().stream().map(TrainingListener.StepReport::losses).toList();
    }

    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Run(
            TrainingResult result,
            Map<String, HostTensor> weights,
            List<TrainingListener.StepReport> steps,
            double after) {}

    /** Trains with a checkpoint after every step; throws in step {@code stopAt}, before that step's checkpoint. */
    private static Run train(Path directory, int stopAt) {
        return train(directory, stopAt, () -> false);
    }

    private static Run train(Path directory, int stopAt, BooleanSupplier stop) {
        EncoderConfig config = TinyBert.config(2);
        List<TrainingListener.StepReport> steps = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void step(StepReport report) {
                steps.add(report);
                if (report.step() == stopAt) {
                    throw new Stopped();
                }
            }

            @Override
            public void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best) {}
        };
        try (TensorOps ops = OpsSelection.select();
                NDManager manager = Tensors.newManager();
                EncoderParameters parameters = new EncoderParameters(manager, EncoderInit.random(config, 8))) {
            Encoder encoder = new Encoder(config, ops);
            Evaluator evaluator = new Evaluator(encoder, 0, List.of("accuracy"));
            RunSpec spec = new RunSpec(
                    new RunSpec.Model(config, Map.of(), "", 32, 0),
                    new RunSpec.Data(new PermutedEpochs(ROWS, 1, 4), dev(), List.of("accuracy")),
                    new RunSpec.Plan(stages(), new TrainingSettings(1, 4, 0.01, 1, 0, 1)),
                    new RunSpec.Output(
                            directory, new RunSpec.Identity(Map.of(), Map.of()), new RunSpec.Restart(false, false, 2)));
            TrainingLoop loop = new TrainingLoop(encoder, parameters, spec, listener, stop);
            TrainingResult result = loop.run(new CheckpointStore(directory, 2), IDENTITY, false);
            return new Run(
                    result,
                    parameters.toHost(),
                    steps,
                    requireNonNull(evaluator.evaluate(parameters, dev()).get("accuracy")));
        }
    }

    private static List<TrainingStage> stages() {
        List<Pair> pairs = List.of(new Pair(0, 0), new Pair(2, 2));
        Objective hidden = new Objective(new Weights(1, 0, 0), pairs, DroppedUnits.IGNORE, 2, 1);
        Objective predictions = new Objective(new Weights(0, 1, 1), List.of(), DroppedUnits.IGNORE, 2, 2);
        return List.of(
                new TrainingStage("hsk", hidden, 2, new Schedule(3e-3, 0.1)),
                new TrainingStage("predictions", predictions, 2, new Schedule(1e-3, 0.1)));
    }

    private static List<DevSplit> dev() {
        List<TokenizedText> texts = ROWS.rows().stream()
                .map(row -> new TokenizedText(row.tokenIds(), row.secondSegment()))
                .toList();
        double[] labels = ROWS.rows().stream()
                .mapToDouble(row -> row.label().orElseThrow())
                .toArray();
        return List.of(new DevSplit("dev", texts, labels));
    }
}
