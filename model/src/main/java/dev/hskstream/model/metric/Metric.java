package dev.hskstream.model.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    /** {@code 2 TP / (2 TP + FP + FN)} of class 1. */
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
                .orElseThrow(() -> new IllegalArgumentException("there is no metric \"" + name + "\"; there are "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Metric::id).toList())));
    }

    /** The name in configurations and reports. */
    /** The task's metrics with the one asked for, if one is, in front: the first decides. */
    public static List<String> deciding(@Nullable String wanted, List<String> ofTask) {
        if (wanted == null) {
            return ofTask;
        }
        String first = of(wanted).id();
        List<String> metrics = new ArrayList<>(List.of(first));
        ofTask.stream().filter(name -> !name.equals(first)).forEach(metrics::add);
        return metrics;
    }

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
