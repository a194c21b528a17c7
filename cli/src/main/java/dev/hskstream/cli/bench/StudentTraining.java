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
 * A student with random weights that trains for as long as it is asked to: the trainer's own step, on the hidden states of
 * the mapped layers and the soft labels together.
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

    /** @param samples of the set it learns from */
    StudentTraining(ModelShape shape, int samples) {
        this.parameters = new EncoderParameters(manager, weights(shape));
        this.objective = new Objective(new Weights(1, 1, 0), pairs(shape), DroppedUnits.IGNORE, Integer.MAX_VALUE, 1);
        // More epochs than any measurement gets through.
        this.plan = TrainingPlan.of(
                List.of(new TrainingStage("joint", objective, 100_000, new Schedule(1e-5, 0))), samples, BATCH);
        this.step = new TrainingStep(
                new Encoder(shape.config(), ops),
                parameters,
                new AdamW(ops, parameters, 0.01),
                new TrainingSettings(SEED, BATCH, 0.01, 1, 0, 0),
                new StopWatch());
    }

    /** The layers that a student of that shape learns from a BERT-base's standard compression. */
    static List<LayerMap.Pair> pairs(ModelShape shape) {
        int[] stored = StandardCompression.compression().depth().layers(ModelShape.TEACHER.layers());
        return LayerMap.of(shape.layers(), stored);
    }

    /** Operations of a step: the student's, and those of lifting its states of the kept tokens to the teacher's width. */
    static long flops(ModelShape shape, int rows, int tokens) {
        return flops(shape, rows, tokens, keptTokens(tokens));
    }

    /** Operations of a step on the teacher's states of all tokens; the teacher's own are left out. */
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

    /** Parent of what a batch's manager must be a child of. */
    NDManager manager() {
        return manager;
    }

    /** Forward, backward, update. */
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
