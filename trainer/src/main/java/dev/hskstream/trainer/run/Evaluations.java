package dev.hskstream.trainer.run;

import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.NonFiniteTensorException;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.evaluation.Evaluator;
import dev.hskstream.trainer.evaluation.NonFiniteOutputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The evaluations of a training: decides when one is due, runs it and offers the weights as the best ones. */
final class Evaluations {
    private static final String NO_OUTPUTS = "the weights that it left give outputs that are not finite";

    /** Number of rows for a quick check that the weights give finite outputs at all. */
    private static final int PROBE = 8;

    private final Evaluator evaluator;
    private final EncoderParameters parameters;
    private final List<DevSplit> dev;
    private final TrainingPlan plan;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final StopWatch times;
    private final BooleanSupplier stop;

    /** @param stop whether to interrupt an evaluation */
    Evaluations(
            Evaluator evaluator,
            EncoderParameters parameters,
            RunSpec spec,
            TrainingListener listener,
            StopWatch times,
            BooleanSupplier stop) {
        this.evaluator = evaluator;
        this.parameters = parameters;
        this.dev = spec.data().dev();
        this.plan = spec.steps();
        this.settings = spec.plan().settings();
        this.listener = listener;
        this.times = times;
        this.stop = stop;
    }

    /**
     * Evaluates if an evaluation is due after {@code done} steps, and offers the weights to {@code best}.
     *
     * @return false if it was interrupted because the training is to stop
     * @throws DivergedException if outputs, metrics or weights are not finite
     */
    boolean after(long done, TrainingPlan.Position at, BestModel best, TrainingCurve curve) {
        return !due(done, at) || times.measure("evaluation", () -> evaluate(done, at, best, curve));
    }

    /**
     * Repeats an evaluation that a stop interrupted: the checkpoint then holds the weights that were to be evaluated.
     * Returns as {@link #after}.
     */
    boolean whatWasLeft(long done, BestModel best, TrainingCurve curve) {
        return done == 0 || curve.lastEvaluated() == done || after(done, plan.at(done - 1), best, curve);
    }

    private boolean due(long done, TrainingPlan.Position at) {
        if (!at.stage().objective().weights().predictions()) {
            return false;
        }
        boolean epochEnds = at.batch() + 1 == plan.stepsPerEpoch();
        boolean due = settings.evaluateEvery() > 0 ? done % settings.evaluateEvery() == 0 : epochEnds;
        return due || done == plan.steps();
    }

    private boolean evaluate(long done, TrainingPlan.Position at, BestModel best, TrainingCurve curve) {
        Optional<Map<String, Double>> found;
        boolean better = false;
        try {
            found = evaluator.evaluateUnless(stop, parameters, dev);
            if (found.isPresent()) {
                requireFinite(found.get(), done, at);
                better = best.offer(found.get(), done);
            }
        } catch (NonFiniteOutputException e) {
            throw DivergedException.in(done, at, NO_OUTPUTS);
        } catch (NonFiniteTensorException e) {
            throw DivergedException.in(done, at, e);
        }
        if (found.isPresent()) {
            Map<String, Double> metrics = found.get();
            curve.evaluated(done, at.epoch(), metrics.values().iterator().next());
            listener.evaluated(done, at.epoch(), metrics, better);
        }
        return found.isPresent();
    }

    private static void requireFinite(Map<String, Double> metrics, long done, TrainingPlan.Position at) {
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw DivergedException.in(done, at, "the metric " + name + " is " + value);
            }
        });
    }

    /**
     * Evaluates a few rows to check the weights before the last checkpoint of a stopped training, for which no next
     * step does.
     */
    void requireFiniteOutputs(long done) {
        try {
            evaluator.evaluate(
                    parameters,
                    dev.stream().limit(1).map(split -> split.first(PROBE)).toList());
        } catch (NonFiniteOutputException e) {
            throw DivergedException.in(done, plan.at(done - 1), NO_OUTPUTS);
        }
    }
}
