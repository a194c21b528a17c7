package dev.hskstream.model.task;

import java.util.List;

/**
 * A learning task.
 *
 * @param labels label names in class order; empty for regression
 * @param regression whether labels are scores instead of classes
 * @param pairs whether a sample consists of two texts
 * @param metrics metric names; the first decides which model is best
 */
public record Task(String name, List<String> labels, boolean regression, boolean pairs, List<String> metrics) {
    public Task {
        labels = List.copyOf(labels);
        metrics = List.copyOf(metrics);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("task " + name + " has no metric");
        }
        if (regression != labels.isEmpty()) {
            throw new IllegalArgumentException(
                    "task " + name + " has the labels " + labels + " and regression " + regression);
        }
    }

    /** The number of values that a model outputs per sample. */
    public int outputs() {
        return regression ? 1 : labels.size();
    }
}
