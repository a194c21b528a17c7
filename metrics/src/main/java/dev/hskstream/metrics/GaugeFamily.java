package dev.hskstream.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/**
 * A gauge and all its series at one moment.
 *
 * @param name in Prometheus's form, with its unit
 * @param help what it measures
 * @param labels names of the labels
 * @param series one for each combination of label values
 */
public record GaugeFamily(String name, String help, List<String> labels, List<Series> series) {
    /** One series: the values of the labels, in their order, and the value. */
    public record Series(List<String> labels, double value) {
        /** Copies the list. */
        public Series {
            labels = List.copyOf(labels);
        }
    }

    /** Copies the lists; throws IllegalArgumentException if a series does not have one value for each label. */
    public GaugeFamily {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.labels().size() != labels.size()) {
                throw new IllegalArgumentException(name + " has the labels " + labels + ", not " + one.labels());
            }
        }
    }

    /** A gauge without labels. */
    public static GaugeFamily single(String name, String help, double value) {
        return new GaugeFamily(name, help, List.of(), List.of(new Series(List.of(), value)));
    }

    MetricSnapshot snapshot() {
        GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(name).help(help);
        series.forEach(one -> snapshot.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of(labels, one.labels()))
                .value(one.value())
                .build()));
        return snapshot.build();
    }
}
