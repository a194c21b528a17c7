package dev.hskstream.model.task;

import java.util.List;

/**
 * What is to be learnt.
 *
 * @param labels label names, each at its class index; empty for regression
 * @param regression whether labels are numbers instead of classes
 * @param pairs whether a sample is two texts
 * @param metrics metric names, the first of which decides
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

    /** How many numbers a model gives per sample. */
    public int outputs() {
        return regression ? 1 : labels.size();
    }
}
