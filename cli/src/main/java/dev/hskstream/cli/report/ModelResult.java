package dev.hskstream.cli.report;

import java.util.List;
import java.util.Map;

/**
 * The result of one training.
 *
 * @param name name of the model in the report
 * @param hsk whether it learned from hidden states; false for the teacher and the control
 * @param value the metric on the dev split
 * @param metrics every metric of the task
 * @param layers number of transformer layers
 * @param parameters number of parameters
 * @param bytes size of the weights on disk
 * @param seconds wall time of the training process
 * @param map mapping of its layers to the stored teacher layers; empty if it does not learn from hidden states
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
