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

/** Metrics as GLUE uses them. Where the definition gives 0/0 the value is 0, as in scikit-learn. */
public enum Metric {
    /** The share of correctly predicted classes. */
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
    /** {@code 2 TP / (2 TP + FP + FN)} with class 1 as the positive one; for two classes. */
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
    /** Matthews correlation coefficient; Gorodkin's generalisation for more than two classes. */
    MATTHEWS("matthews") {
        @Override
        double of(double[] predictions, double[] labels) {
            return Correlation.matthews(predictions, labels);
        }
    },
    /** Pearson correlation. */
    PEARSON("pearson") {
        @Override
        double of(double[] predictions, double[] labels) {
            return Correlation.pearson(predictions, labels);
        }
    },
    /** Spearman correlation: the Pearson correlation of ranks, where equal values share their average rank. */
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

    /**
     * Finds the metric by name.
     *
     * @throws UsageException if there is none
     */
    public static Metric of(String name) {
        return Arrays.stream(values())
                .filter(metric -> metric.id.equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "there is no metric " + Quoted.of(name) + "; there are " + names(Arrays.stream(values()))));
    }

    /**
     * Returns the task's metrics with the requested one first. The first metric decides which model is best.
     *
     * @param wanted the requested metric; null for the task's order
     * @param classes number of classes; 0 for scores
     * @throws UsageException if the requested metric does not suit such a task
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

    /** Whether the metric applies to a task with this number of classes; 0 means scores. */
    private boolean suits(int classes) {
        return switch (this) {
            case ACCURACY, MATTHEWS -> classes >= 2;
            case F1 -> classes == 2;
            case PEARSON, SPEARMAN -> classes == 0;
        };
    }

    /**
     * Explains why the metric is undefined for these labels, whatever the predictions; its value is then 0. Empty if it
     * is defined.
     */
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

    /**
     * Computes the metric.
     *
     * @param predictions class indices, or numbers for correlations of scores
     * @param labels of the same samples
     */
    public double value(double[] predictions, double[] labels) {
        if (predictions.length != labels.length || labels.length == 0) {
            throw new IllegalArgumentException(predictions.length + " predictions for " + labels.length
                    + " labels; they must be as many, at least one");
        }
        return of(predictions, labels);
    }

    abstract double of(double[] predictions, double[] labels);
}
