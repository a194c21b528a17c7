package dev.hskstream.trainer.evaluation;

import dev.hskstream.model.metric.Metric;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Scores that are reached without a model. */
public final class Baseline {
    private Baseline() {}

    /** The metric when always predicting each split's most frequent label, averaged over the splits. */
    public static double majority(String metric, List<DevSplit> splits) {
        return splits.stream()
                .mapToDouble(split -> majority(Metric.of(metric), split.labels()))
                .average()
                .orElse(0);
    }

    private static double majority(Metric metric, double[] labels) {
        Map<Double, Integer> counts = new HashMap<>();
        for (double label : labels) {
            counts.merge(label, 1, Integer::sum);
        }
        double most = counts.entrySet().stream()
                .max(Map.Entry.<Double, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(0.0);
        double[] predictions = new double[labels.length];
        Arrays.fill(predictions, most);
        return metric.value(predictions, labels);
    }
}
