package dev.hskstream.metrics.kafka;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.hskstream.metrics.MetricFamily;
import dev.hskstream.metrics.MetricFamily.Series;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * Kafka's metrics in Prometheus's form, with the names and labels that Micrometer gives them, which many dashboards know:
 * {@code records-lag} of the group {@code consumer-fetch-manager-metrics} is {@code
 * kafka_consumer_fetch_manager_records_lag}.
 */
final class ClientFamilies {
    /** Its values are texts, such as the version. */
    private static final String ABOUT = "app-info";

    private static final String TOTAL = "-total";

    private ClientFamilies() {}

    /** What has a number now; an average of nothing has none. */
    static List<MetricFamily> of(Collection<KafkaMetric> metrics) {
        Map<String, List<KafkaMetric>> byName = metrics.stream()
                .filter(metric -> !metric.metricName().group().equals(ABOUT))
                .collect(groupingBy(ClientFamilies::name, TreeMap::new, toList()));
        return byName.entrySet().stream()
                .flatMap(entry -> family(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    /**
     * Kafka has some metrics twice, per topic and in all. Only the finer series are kept: a sum over both would count
     * twice.
     */
    private static Optional<MetricFamily> family(String name, List<KafkaMetric> same) {
        int labels = same.stream().mapToInt(ClientFamilies::labels).max().orElse(0);
        List<KafkaMetric> finest =
                same.stream().filter(metric -> labels(metric) == labels).toList();
        TreeSet<String> keys = new TreeSet<>();
        finest.forEach(metric -> keys.addAll(metric.metricName().tags().keySet()));
        // A user can give two clients one name, and then their series are the same.
        Map<List<String>, Series> series = new LinkedHashMap<>();
        for (KafkaMetric metric : finest) {
            List<String> values = keys.stream()
                    .map(key -> metric.metricName().tags().getOrDefault(key, ""))
                    .toList();
            number(metric).ifPresent(number -> series.put(values, new Series(values, number)));
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MetricFamily(
                type(finest.get(0)),
                name,
                finest.get(0).metricName().description(),
                keys.stream().map(PrometheusNaming::sanitizeLabelName).toList(),
                List.copyOf(series.values())));
    }

    private static int labels(KafkaMetric metric) {
        return metric.metricName().tags().size();
    }

    private static String name(KafkaMetric metric) {
        String group = metric.metricName().group().replaceFirst("-metrics$", "");
        String name = metric.metricName().name();
        String plain =
                type(metric) == MetricFamily.Type.COUNTER ? name.substring(0, name.length() - TOTAL.length()) : name;
        return PrometheusNaming.sanitizeMetricName(("kafka_" + group + "_" + plain).replaceAll("[^a-zA-Z0-9]", "_"));
    }

    private static MetricFamily.Type type(KafkaMetric metric) {
        return metric.metricName().name().endsWith(TOTAL) ? MetricFamily.Type.COUNTER : MetricFamily.Type.GAUGE;
    }

    private static OptionalDouble number(KafkaMetric metric) {
        return metric.metricValue() instanceof Number number && Double.isFinite(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
