package dev.hskstream.metrics.kafka;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.jspecify.annotations.Nullable;

/** Adds the metrics of one client to {@link ClientMeters}. Kafka creates one for each client. */
public final class ClientReporter implements MetricsReporter {
    private final Set<KafkaMetric> own = new HashSet<>();
    private @Nullable ClientMeters meters;

    @Override
    public void configure(Map<String, ?> properties) {
        meters = (ClientMeters) properties.get(ClientMeters.PROPERTY);
    }

    @Override
    public synchronized void init(List<KafkaMetric> metrics) {
        metrics.forEach(this::metricChange);
    }

    @Override
    public synchronized void metricChange(KafkaMetric metric) {
        if (meters != null && own.add(metric)) {
            meters.add(metric);
        }
    }

    @Override
    public synchronized void metricRemoval(KafkaMetric metric) {
        if (meters != null && own.remove(metric)) {
            meters.remove(metric);
        }
    }

    @Override
    public synchronized void close() {
        List.copyOf(own).forEach(this::metricRemoval);
    }
}
