package dev.hskstream.trainer.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A training's history, thinned out for drawing: mean losses over short stretches of steps, and every evaluation. */
public final class TrainingCurve {
    private static final int POINTS = 150;

    private final List<Map<String, Object>> losses;
    private final List<Map<String, Object>> evaluations;
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private int summed;
    private int epoch;

    TrainingCurve(List<Map<String, Object>> losses, List<Map<String, Object>> evaluations) {
        this.losses = new ArrayList<>(losses);
        this.evaluations = new ArrayList<>(evaluations);
    }

    void step(long step, long steps, int epoch, Map<String, Double> stepLosses) {
        this.epoch = epoch;
        stepLosses.forEach((name, value) -> sums.merge(name, value, Double::sum));
        summed++;
        if (summed >= Math.max(1, steps / POINTS) || step == steps) {
            flush(step);
        }
    }

    /** Ends the current stretch, so that no mean mixes the losses of two stages. */
    void flush(long step) {
        if (summed == 0) {
            return;
        }
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("step", step);
        point.put("epoch", epoch);
        sums.forEach((name, sum) -> point.put(name, sum / summed));
        losses.add(point);
        sums.clear();
        summed = 0;
    }

    void evaluated(long step, int epoch, double value) {
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("step", step);
        point.put("epoch", epoch);
        point.put("value", value);
        evaluations.add(point);
    }

    /** Steps done at the last evaluation; 0 before the first. */
    long lastEvaluated() {
        return evaluations.isEmpty()
                ? 0
                : ((Number) Objects.requireNonNull(
                                evaluations.get(evaluations.size() - 1).get("step")))
                        .longValue();
    }

    /** Points with {@code step}, {@code epoch} and the mean losses since the previous point. */
    public List<Map<String, Object>> losses() {
        return losses;
    }

    /** Points with {@code step}, {@code epoch} and {@code value}. */
    public List<Map<String, Object>> evaluations() {
        return evaluations;
    }
}
