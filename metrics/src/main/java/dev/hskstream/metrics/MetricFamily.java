package dev.hskstream.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;

/**
 * A metric and all its series at one moment.
 *
 * @param type what its values mean
 * @param name in Prometheus's form, with its unit; a counter's without {@code _total}, which the page adds
 * @param help what it measures
 * @param labels names of the labels
 * @param series one for each combination of label values
 */
public record MetricFamily(Type type, String name, String help, List<String> labels, List<Series> series) {
    /** What a metric's values mean. */
    public enum Type {
        /** Can go up and down. */
        GAUGE,
        /** Only grows, from 0. */
        COUNTER
    }

    /** One series: the values of the labels, in their order, and the value. */
    public record Series(List<String> labels, double value) {
        /** Copies the list. */
        public Series {
            labels = List.copyOf(labels);
        }
    }

    /** Copies the lists; throws IllegalArgumentException if a series does not have one value for each label. */
    public MetricFamily {
        labels = List.copyOf(labels);
        series = List.copyOf(series);
        for (Series one : series) {
            if (one.labels().size() != labels.size()) {
                throw new IllegalArgumentException(name + " has the labels " + labels + ", not " + one.labels());
            }
        }
    }

    /** A gauge. */
    public static MetricFamily gauge(String name, String help, List<String> labels, List<Series> series) {
        return new MetricFamily(Type.GAUGE, name, help, labels, series);
    }

    /** A gauge without labels. */
    public static MetricFamily gauge(String name, String help, double value) {
        return gauge(name, help, List.of(), List.of(new Series(List.of(), value)));
    }

    MetricSnapshot snapshot() {
        return switch (type) {
            case GAUGE -> gauge();
            case COUNTER -> counter();
        };
    }

    private MetricSnapshot gauge() {
        GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(name).help(help);
        series.forEach(one -> snapshot.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                .labels(Labels.of(labels, one.labels()))
                .value(one.value())
                .build()));
        return snapshot.build();
    }

    private MetricSnapshot counter() {
        CounterSnapshot.Builder snapshot = CounterSnapshot.builder().name(name).help(help);
        series.forEach(one -> snapshot.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of(labels, one.labels()))
                .value(one.value())
                .build()));
        return snapshot.build();
    }
}
