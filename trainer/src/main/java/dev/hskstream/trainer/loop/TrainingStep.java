package dev.hskstream.trainer.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.hskstream.console.StopWatch;
import dev.hskstream.model.bert.Bert;
import dev.hskstream.model.bert.BertParameters;
import dev.hskstream.model.bert.SeededDropout;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.schemas.codec.Knowledge;
import dev.hskstream.trainer.loss.LossTerms;
import dev.hskstream.trainer.loss.Objective;
import dev.hskstream.trainer.optimizer.AdamW;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Forward, backward and update for one batch. Everything a step makes is freed at its end. */
final class TrainingStep {
    private final Bert bert;
    private final BertParameters parameters;
    private final AdamW optimizer;
    private final SeededDropout dropout;
    private final Arena arena;
    private final int padId;
    private final double maxGradientNorm;
    private final StopWatch times;

    TrainingStep(
            Bert bert,
            BertParameters parameters,
            AdamW optimizer,
            TrainingSettings settings,
            int padId,
            StopWatch times) {
        this.bert = bert;
        this.parameters = parameters;
        this.optimizer = optimizer;
        this.arena = new Arena();
        this.dropout = new SeededDropout(settings.seed(), arena);
        this.padId = padId;
        this.times = times;
        this.maxGradientNorm = settings.maxGradientNorm();
    }

    /** The losses of the batch before the update, by name, with {@code loss} for what was minimised. */
    Map<String, Double> run(long step, TrainingPlan.Position at, List<Knowledge> rows) {
        Objective objective = at.stage().objective();
        arena.reset();
        dropout.beginStep(step);
        try (NDManager scope = parameters.manager().newSubManager()) {
            Map<String, NDArray> leaves = parameters.leaves(scope, name -> objective.reaches(name, bert));
            LossTerms terms = gradients(objective, leaves, scope, rows);
            times.measure(
                    "optimizer",
                    () -> optimizer.update(
                            gradients(leaves, objective, scope),
                            at.stageStep() + 1,
                            at.learningRate(),
                            maxGradientNorm));
            return values(terms);
        }
    }

    private LossTerms gradients(
            Objective objective, Map<String, NDArray> leaves, NDManager scope, List<Knowledge> rows) {
        try (GradientCollector collector = Tensors.engine().newGradientCollector()) {
            LossTerms terms =
                    times.measure("forward", () -> objective.loss(bert, leaves, scope, arena, rows, padId, dropout));
            times.measure("backward", () -> {
                collector.backward(terms.total());
                return terms;
            });
            return terms;
        }
    }

    private Map<String, NDArray> gradients(Map<String, NDArray> leaves, Objective objective, NDManager scope) {
        Map<String, NDArray> gradients = new LinkedHashMap<>();
        leaves.forEach((name, leaf) -> {
            if (objective.reaches(name, bert)) {
                NDArray gradient = leaf.getGradient();
                gradient.attach(scope);
                gradients.put(name, gradient);
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
