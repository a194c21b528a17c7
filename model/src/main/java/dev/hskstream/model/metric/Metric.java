package dev.hskstream.model.metric;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How well predictions fit labels, as GLUE measures it. Where a definition divides zero by zero the value is 0, as in
 * scikit-learn's metrics: nothing was learnt.
 */
public enum Metric {
    /** The share of equal classes. */
    ACCURACY("accuracy") {
        @Override
        double of(double[] predictions, double[] labels) {
            int right = 0;
            for (int i = 0; i < labels.length; i++) {
                right += predictions[i] == labels[i] ? 1 : 0;
            }
            return (double) right / labels.length;
        }
    },
    /** {@code 2 TP / (2 TP + FP + FN)} of class 1 of two. */
    F1("f1") {
        @Override
        double of(double[] predictions, double[] labels) {
            int hits = 0;
            int claimedAndTrue = 0;
            for (int i = 0; i < labels.length; i++) {
                hits += predictions[i] == 1 && labels[i] == 1 ? 1 : 0;
                claimedAndTrue += (predictions[i] == 1 ? 1 : 0) + (labels[i] == 1 ? 1 : 0);
            }
            return claimedAndTrue == 0 ? 0 : 2.0 * hits / claimedAndTrue;
        }
    },
    /** Matthews' correlation of classes; with more than two, Gorodkin's generalisation. */
    MATTHEWS("matthews") {
        @Override
        double of(double[] predictions, double[] labels) {
            return Correlation.matthews(predictions, labels);
        }
    },
    /** Pearson's correlation. */
    PEARSON("pearson") {
        @Override
        double of(double[] predictions, double[] labels) {
            return Correlation.pearson(predictions, labels);
        }
    },
    /** Pearson's correlation of ranks, equal values sharing their average rank. */
    SPEARMAN("spearman") {
        @Override
        double of(double[] predictions, double[] labels) {
            return Correlation.pearson(Ranks.of(predictions), Ranks.of(labels));
        }
    };

    private final String id;

    Metric(String id) {
        this.id = id;
    }

    /** The metric of this name. */
    public static Metric of(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.id.equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "there is no metric " + Quoted.of(name) + "; there are " + names(Arrays.stream(values()))));
    }

    /**
     * The task's metrics with the one asked for, if one is, in front: the first decides.
     *
     * @param classes how many the task has; 0 for scores
     * @throws UsageException if the metric asked for does not suit such a task
     */
    public static List<String> deciding(@Nullable String wanted, List<String> ofTask, int classes) {
        if (wanted == null) {
            return ofTask;
        }
        Metric first = of(wanted);
        if (!first.suits(classes)) {
            throw new UsageException("--metric " + wanted + " does not suit "
                    + (classes == 0 ? "scores" : classes + " classes") + "; choose one of "
                    + names(Arrays.stream(values()).filter(metric -> metric.suits(classes))));
        }
        List<String> metrics = new ArrayList<>(List.of(first.id));
        ofTask.stream().filter(name -> !name.equals(first.id)).forEach(metrics::add);
        return metrics;
    }

    private static String names(Stream<Metric> metrics) {
        return metrics.map(Metric::id).collect(Collectors.joining(", "));
    }

    /** Whether it can be computed of a task with so many classes, or of scores where there are none. */
    private boolean suits(int classes) {
        return switch (this) {
            case ACCURACY, MATTHEWS -> classes >= 2;
            case F1 -> classes == 2;
            case PEARSON, SPEARMAN -> classes == 0;
        };
    }

    /** Why the metric says nothing of these labels, whatever the predictions; it counts as 0 then. */
    public Optional<String> undefined(double[] labels) {
        boolean same = Arrays.stream(labels).allMatch(label -> label == labels[0]);
        return switch (this) {
            case PEARSON, SPEARMAN, MATTHEWS ->
                same && labels.length > 0
                        ? Optional.of("all " + labels.length + " labels are the same")
                        : Optional.empty();
            case F1 ->
                Arrays.stream(labels).noneMatch(label -> label == 1)
                        ? Optional.of("no row is of its class")
                        : Optional.empty();
            case ACCURACY -> Optional.empty();
        };
    }

    /** The name in configurations and reports. */
    public String id() {
        return id;
    }

    /** The metric over {@code predictions} and {@code labels} of the same samples: class indices, or numbers for correlations. */
    public double value(double[] predictions, double[] labels) {
        if (predictions.length != labels.length || labels.length == 0) {
            throw new IllegalArgumentException(predictions.length + " predictions for " + labels.length
                    + " labels; they must be as many, at least one");
        }
        return of(predictions, labels);
    }

    abstract double of(double[] predictions, double[] labels);
}
