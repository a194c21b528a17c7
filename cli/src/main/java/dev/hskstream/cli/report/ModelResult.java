package dev.hskstream.cli.report;

import java.util.List;
import java.util.Map;

/**
 * What one training made.
 *
 * @param name what the model is called in this report
 * @param hsk whether it learned from hidden-state knowledge; false for the teacher and the control
 * @param value the metric on the dev split
 * @param metrics every metric of the task
 * @param layers transformer layers
 * @param parameters numbers in the model
 * @param bytes size of its weights on disk
 * @param seconds wall time of its training process
 * @param map how its layers take the stored ones; empty if they do not
 * @param curve losses over the steps
 * @param evaluations the metric over the steps
 */
public record ModelResult(
        String name,
        boolean hsk,
        double value,
        Map<String, Double> metrics,
        int layers,
        long parameters,
        long bytes,
        double seconds,
        String map,
        List<LossPoint> curve,
        List<Evaluation> evaluations) {
    /** Copies the collections. */
    public ModelResult {
        metrics = Map.copyOf(metrics);
        curve = List.copyOf(curve);
        evaluations = List.copyOf(evaluations);
    }
}
