package dev.hskstream.metrics.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.metrics.Metrics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Value;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;

/** Kafka's own metrics in, Prometheus's text out. */
class ClientMetersTest {
    private static final String FETCH = "consumer-fetch-manager-metrics";

    /** The names are those of Micrometer's KafkaClientMetrics. */
    @Test
    void hasTheNamesAndLabelsOfMicrometer() {
        try (Metrics shown = Metrics.collect();
                org.apache.kafka.common.metrics.Metrics client = client(ClientMeters.shownBy(shown))) {
            Sensor sensor = client.sensor("fetch");
            sensor.add(
                    name(
                            "records-lag",
                            FETCH,
                            Map.of("client-id", "c-1", "topic", "hsk.s.knowledge", "partition", "3")),
                    new Value());
            sensor.add(name("records-consumed-total", FETCH, Map.of("client-id", "c-1")), new CumulativeSum());
            sensor.record(7);
            sensor.record(5);
            assertThat(kafka(shown))
                    .containsExactlyInAnyOrder(
                            "# TYPE kafka_consumer_fetch_manager_records_lag gauge",
                            "kafka_consumer_fetch_manager_records_lag{client_id=\"c-1\",partition=\"3\",topic=\"hsk.s.knowledge\"} 5.0",
                            "# TYPE kafka_consumer_fetch_manager_records_consumed_total counter",
                            "kafka_consumer_fetch_manager_records_consumed_total{client_id=\"c-1\"} 12.0");
        }
    }

    @Test
    void aMetricPerTopicAndInAllIsShownPerTopicOnly() {
        try (Metrics shown = Metrics.collect();
                org.apache.kafka.common.metrics.Metrics client = client(ClientMeters.shownBy(shown))) {
            Map<String, String> all = Map.of("client-id", "c");
            sum(client, name("bytes-consumed-total", FETCH, all), 3);
            sum(client, name("bytes-consumed-total", FETCH, Map.of("client-id", "c", "topic", "a")), 1);
            sum(client, name("bytes-consumed-total", FETCH, Map.of("client-id", "c", "topic", "b")), 2);
            assertThat(kafka(shown).stream().filter(line -> !line.startsWith("#")))
                    .containsExactlyInAnyOrder(
                            "kafka_consumer_fetch_manager_bytes_consumed_total{client_id=\"c\",topic=\"a\"} 1.0",
                            "kafka_consumer_fetch_manager_bytes_consumed_total{client_id=\"c\",topic=\"b\"} 2.0");
        }
    }

    @Test
    void whatHasNoNumberIsAbsent() {
        try (Metrics shown = Metrics.collect();
                org.apache.kafka.common.metrics.Metrics client = client(ClientMeters.shownBy(shown))) {
            client.sensor("x").add(name("fetch-latency-avg", FETCH, Map.of()), new Avg());
            client.addMetric(name("version", "app-info", Map.of()), (Gauge<String>) (config, now) -> "4.3.1");
            client.addMetric(name("state", "stream-metrics", Map.of()), (Gauge<String>) (config, now) -> "RUNNING");
            assertThat(kafka(shown)).isEmpty();
        }
    }

    /** Prometheus refuses a page that has a series twice. */
    @Test
    void clientsOfOneNameHaveOneSeries() {
        try (Metrics shown = Metrics.collect()) {
            Map<String, Object> properties = ClientMeters.shownBy(shown);
            try (org.apache.kafka.common.metrics.Metrics first = client(properties);
                    org.apache.kafka.common.metrics.Metrics second = client(properties)) {
                Map<String, String> labels = Map.of("client-id", "same");
                sum(first, name("request-total", "admin-client-metrics", labels), 1);
                sum(second, name("request-total", "admin-client-metrics", labels), 1);
                assertThat(kafka(shown).stream().filter(line -> !line.startsWith("#")))
                        .containsExactly("kafka_admin_client_request_total{client_id=\"same\"} 1.0");
            }
        }
    }

    @Test
    void endsWithItsClient() {
        try (Metrics shown = Metrics.collect()) {
            Map<String, Object> properties = ClientMeters.shownBy(shown);
            try (org.apache.kafka.common.metrics.Metrics client = client(properties)) {
                sum(client, name("record-send-total", "producer-metrics", Map.of("client-id", "p")), 4);
                assertThat(kafka(shown)).contains("kafka_producer_record_send_total{client_id=\"p\"} 4.0");
            }
            assertThat(kafka(shown)).isEmpty();
        }
    }

    @Test
    void costsNothingWhereNobodyAsked() {
        try (Metrics off = Metrics.off()) {
            assertThat(ClientMeters.shownBy(off)).isEmpty();
        }
    }

    private static void sum(org.apache.kafka.common.metrics.Metrics client, MetricName name, double value) {
        Sensor sensor = client.sensor(name.toString());
        sensor.add(name, new CumulativeSum());
        sensor.record(value);
    }

    private static MetricName name(String name, String group, Map<String, String> labels) {
        return new MetricName(name, group, "", labels);
    }

    /** The metrics that a Kafka client keeps, without its own {@code count} of them. */
    private static org.apache.kafka.common.metrics.Metrics client(Map<String, Object> properties) {
        ClientReporter reporter = new ClientReporter();
        reporter.configure(properties);
        org.apache.kafka.common.metrics.Metrics client =
                new org.apache.kafka.common.metrics.Metrics(new MetricConfig(), List.of(reporter), Time.SYSTEM);
        client.removeMetric(client.metricName("count", "kafka-metrics-count"));
        return client;
    }

    private static List<String> kafka(Metrics shown) {
        return shown.text()
                .lines()
                .filter(line -> line.startsWith("kafka_") || line.startsWith("# TYPE kafka_"))
                .toList();
    }
}
