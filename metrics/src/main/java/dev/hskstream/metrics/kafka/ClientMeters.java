package dev.hskstream.metrics.kafka;

import dev.hskstream.metrics.Metrics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * The metrics of this process's Kafka clients, Kafka Streams included, from the creation of a client until it is closed.
 * Reading them asks no broker.
 */
public final class ClientMeters {
    /** The property of a client through which its {@link ClientReporter} finds the meters that it belongs to. */
    static final String PROPERTY = "hsk.client.meters";

    private final Set<KafkaMetric> metrics = ConcurrentHashMap.newKeySet();

    private ClientMeters() {}

    /**
     * Shows the metrics of all clients that are created with the returned properties and with {@link ClientReporter}
     * among their {@code metric.reporters}.
     *
     * @return no properties if metrics are off
     */
    public static Map<String, Object> shownBy(Metrics metrics) {
        if (metrics.areOff()) {
            return Map.of();
        }
        ClientMeters meters = new ClientMeters();
        metrics.add(() -> ClientFamilies.of(meters.metrics));
        return Map.of(PROPERTY, meters);
    }

    void add(KafkaMetric metric) {
        metrics.add(metric);
    }

    void remove(KafkaMetric metric) {
        metrics.remove(metric);
    }
}
