package dev.hskstream.monitor.export;

import dev.hskstream.metrics.MetricFamily;
import dev.hskstream.metrics.Metrics;
import dev.hskstream.monitor.lag.Measurement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The latest measurement as metrics. They are made from it for each page, so a page is of one measurement, never asks
 * Kafka, and a reader that is gone leaves nothing behind.
 */
public final class MonitorMetrics implements Supplier<List<MetricFamily>> {
    private final Supplier<Optional<Measurement>> latest;
    private final Clock clock;
    private final boolean compatible;

    private MonitorMetrics(Supplier<Optional<Measurement>> latest, Clock clock, boolean compatible) {
        this.latest = latest;
        this.clock = clock;
        this.compatible = compatible;
    }

    /**
     * Adds the metrics of the latest measurement.
     *
     * @param latest returns at once; empty before the first measurement
     * @param compatible whether to add kafka_exporter's names
     */
    public static void add(Metrics metrics, Supplier<Optional<Measurement>> latest, Clock clock, boolean compatible) {
        metrics.add(new MonitorMetrics(latest, clock, compatible));
    }

    @Override
    public List<MetricFamily> get() {
        return latest.get().map(this::gauges).orElse(List.of());
    }

    private List<MetricFamily> gauges(Measurement measured) {
        Instant now = clock.instant();
        Exported exported = Exported.of(measured, now);
        List<MetricFamily> gauges = new ArrayList<>(own(measured, exported, now));
        gauges.addAll(LagGauges.of(measured.sets(), exported.readers()));
        if (compatible) {
            gauges.addAll(CompatibleGauges.of(exported.readers()));
        }
        return gauges;
    }

    private static List<MetricFamily> own(Measurement measured, Exported exported, Instant now) {
        return List.of(
                MetricFamily.gauge(
                        "hsk_monitor_measurement_age_seconds",
                        "Age of the measurement that this page shows",
                        Math.max(0, seconds(Duration.between(measured.at(), now)))),
                MetricFamily.gauge(
                        "hsk_monitor_measurement_duration_seconds",
                        "How long that measurement took",
                        seconds(measured.took())),
                MetricFamily.gauge(
                        "hsk_monitor_problems",
                        "Topics that could not be read at all in that measurement",
                        measured.problems().size()),
                MetricFamily.gauge(
                        "hsk_monitor_students_left_out",
                        "Students without series, because there are too many",
                        exported.leftOut()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
