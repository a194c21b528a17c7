package dev.hskstream.cli.bench;

import ai.djl.ndarray.NDManager;
import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.schemas.selection.LayerMap;
import dev.hskstream.schemas.selection.StandardCompression;
import dev.hskstream.trainer.objective.DroppedUnits;
import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.objective.StudentBatch;
import dev.hskstream.trainer.objective.Weights;
import dev.hskstream.trainer.optimizer.AdamW;
import dev.hskstream.trainer.optimizer.Schedule;
import dev.hskstream.trainer.run.TrainingPlan;
import dev.hskstream.trainer.run.TrainingSettings;
import dev.hskstream.trainer.run.TrainingStage;
import dev.hskstream.trainer.run.TrainingStep;
import java.util.List;
import java.util.Map;

/**
 * A student with random weights that trains for as many steps as it is asked to. Uses the trainer's own training step,
 * with the losses on hidden states and soft labels.
 */
final class StudentTraining implements AutoCloseable {
    static final int BATCH = 32;
    private static final long SEED = 1;

    private final TensorOps ops = OpsSelection.select();
    private final NDManager manager = Tensors.newManager();
    private final EncoderParameters parameters;
    private final TrainingStep step;
    private final TrainingPlan plan;
    private final Objective objective;
    private long steps;

    /** @param samples number of samples of the set that it trains on */
    StudentTraining(ModelShape shape, int samples) {
        this.parameters = new EncoderParameters(manager, weights(shape));
        this.objective = new Objective(new Weights(1, 1, 0), pairs(shape), DroppedUnits.IGNORE, Integer.MAX_VALUE, 1);
        // More epochs than any measurement reaches.
        this.plan = TrainingPlan.of(
                List.of(new TrainingStage("joint", objective, 100_000, new Schedule(1e-5, 0))), samples, BATCH);
        this.step = new TrainingStep(
                new Encoder(shape.config(), ops),
                parameters,
                new AdamW(ops, parameters, 0.01),
                new TrainingSettings(SEED, BATCH, 0.01, 1, 0, 0),
                new StopWatch());
    }

    /** The layer pairs that a student of this shape learns from a BERT-base's standard compression. */
    static List<LayerMap.Pair> pairs(ModelShape shape) {
        int[] stored = StandardCompression.compression().depth().layers(ModelShape.TEACHER.layers());
        return LayerMap.of(shape.layers(), stored);
    }

    /**
     * The floating-point operations of a step: the student's, and the projection of its hidden states at the kept
     * tokens to the teacher's hidden size.
     */
    static long flops(ModelShape shape, int rows, int tokens) {
        return flops(shape, rows, tokens, keptTokens(tokens));
    }

    /**
     * The floating-point operations of a step with the teacher's hidden states of all tokens, without the teacher's
     * own.
     */
    static long flopsInLoop(ModelShape shape, int rows, int tokens) {
        return flops(shape, rows, tokens, tokens);
    }

    private static long flops(ModelShape shape, int rows, int tokens, int kept) {
        Flops flops = shape.flops(rows, tokens);
        boolean lifted = shape.hidden() != ModelShape.TEACHER.hidden();
        return flops.training()
                + (lifted ? pairs(shape).size() * flops.projection(kept, ModelShape.TEACHER.hidden()) : 0);
    }

    private static int keptTokens(int tokens) {
        return StandardCompression.compression().length().select(new float[tokens], new boolean[tokens], tokens).length;
    }

    private static Map<String, HostTensor> weights(ModelShape shape) {
        Map<String, HostTensor> weights = shape.weights(SEED);
        if (shape.hidden() != ModelShape.TEACHER.hidden()) {
            long[] lift = {ModelShape.TEACHER.hidden(), shape.hidden()};
            weights.put(Objective.PROJECTION, EncoderInit.fresh(Objective.PROJECTION, lift, SEED));
        }
        return weights;
    }

    TrainingPlan plan() {
        return plan;
    }

    Objective objective() {
        return objective;
    }

    /** The manager that must be the parent of each batch's manager. */
    NDManager manager() {
        return manager;
    }

    /** Runs one training step: forward, backward, update. */
    void run(StudentBatch batch) {
        Map<String, Double> losses = step.run(steps, plan.at(steps), batch);
        steps++;
        double loss = losses.getOrDefault("loss", Double.NaN);
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException("the loss of step " + steps + " is " + loss);
        }
    }

    @Override
    public void close() {
        parameters.close();
        manager.close();
        ops.close();
    }
}
