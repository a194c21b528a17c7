package dev.hskstream.trainer.run;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.encoder.SeededDropout;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.trainer.objective.LossTerms;
import dev.hskstream.trainer.objective.ObjectiveLoss;
import dev.hskstream.trainer.objective.StudentBatch;
import dev.hskstream.trainer.optimizer.AdamW;
import dev.hskstream.trainer.optimizer.Gradient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Forward pass, backward pass and update for one batch. All memory that a step allocates is freed at its end. */
public final class TrainingStep {
    private final Encoder encoder;
    private final EncoderParameters parameters;
    private final AdamW optimizer;
    private final SeededDropout dropout;
    private final Arena masks = new Arena();
    private final double maxGradientNorm;
    private final StopWatch times;

    /** Steps that change {@code parameters} in place, and add the time that they take to {@code times}. */
    public TrainingStep(
            Encoder encoder,
            EncoderParameters parameters,
            AdamW optimizer,
            TrainingSettings settings,
            StopWatch times) {
        this.encoder = encoder;
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.dropout = new SeededDropout(settings.seed(), masks);
        this.times = times;
        this.maxGradientNorm = settings.maxGradientNorm();
    }

    /**
     * Trains on a batch and closes it, with everything that was computed from it.
     *
     * @param step counted over the whole training from 0; decides the dropout masks
     * @return the losses before the update, by name, with {@code loss} for what was minimised
     * @throws DivergedException if a loss or the gradients are not finite, with nothing updated
     */
    public Map<String, Double> run(long step, TrainingPlan.Position at, StudentBatch batch) {
        return run(step, at, batch, () -> {});
    }

    /**
     * As {@link #run(long, TrainingPlan.Position, StudentBatch)}.
     *
     * @param sound is run once losses and gradients are known to be finite, before anything is updated
     */
    Map<String, Double> run(long step, TrainingPlan.Position at, StudentBatch batch, Runnable sound) {
        try {
            return trained(step, at, batch, sound);
        } finally {
            times.spend("free", batch::close);
        }
    }

    private Map<String, Double> trained(long step, TrainingPlan.Position at, StudentBatch batch, Runnable sound) {
        ObjectiveLoss objective = new ObjectiveLoss(at.stage().objective(), encoder);
        masks.reset();
        dropout.beginStep(step);
        NDManager scope = batch.manager();
        Map<String, NDArray> leaves = parameters.trainableViews(scope, name -> objective.reaches(name));
        leaves.put(EncoderParameters.WORD_EMBEDDINGS, parameters.wordLeaf(scope, batch.vocabulary()));
        Map<String, Double> losses = values(gradients(objective, leaves, batch));
        requireFinite(step, at, losses);
        Map<String, Gradient> gradients = times.measure("optimizer", () -> gradients(leaves, objective, batch));
        double norm;
        try {
            norm = times.measure("optimizer", () -> optimizer.norm(gradients, at.stageStep() + 1));
        } catch (ArithmeticException e) {
            throw DivergedException.in(step + 1, at, "the gradients are not finite, with the losses " + losses);
        }
        sound.run();
        times.spend(
                "optimizer",
                () -> optimizer.update(gradients, norm, at.stageStep() + 1, at.learningRate(), maxGradientNorm));
        return losses;
    }

    /** The parts are checked before their sum, so that the message names the part that is not finite. */
    private static void requireFinite(long step, TrainingPlan.Position at, Map<String, Double> losses) {
        List<String> names = new ArrayList<>(losses.keySet());
        Collections.reverse(names);
        for (String name : names) {
            double loss = Objects.requireNonNull(losses.get(name));
            if (!Double.isFinite(loss)) {
                throw DivergedException.in(
                        step + 1, at, (name.equals("loss") ? "the loss is " : "the loss " + name + " is ") + loss);
            }
        }
    }

    private LossTerms gradients(ObjectiveLoss objective, Map<String, NDArray> leaves, StudentBatch batch) {
        try (GradientCollector collector = Tensors.engine().newGradientCollector()) {
            LossTerms terms = times.measure("forward", () -> objective.of(leaves, batch, dropout));
            times.spend("backward", () -> collector.backward(terms.total()));
            return terms;
        }
    }

    private Map<String, Gradient> gradients(Map<String, NDArray> leaves, ObjectiveLoss objective, StudentBatch batch) {
        Map<String, Gradient> gradients = new LinkedHashMap<>();
        leaves.forEach((name, leaf) -> {
            if (objective.reaches(name)) {
                NDArray gradient = leaf.getGradient();
                gradient.attach(batch.manager());
                boolean words = name.equals(EncoderParameters.WORD_EMBEDDINGS);
                gradients.put(name, new Gradient(gradient, words ? batch.vocabulary() : null));
            }
        });
        return gradients;
    }

    private static Map<String, Double> values(LossTerms terms) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", (double) terms.total().getFloat());
        terms.parts().forEach((name, part) -> values.put(name, (double) part.getFloat()));
        return values;
    }
}
