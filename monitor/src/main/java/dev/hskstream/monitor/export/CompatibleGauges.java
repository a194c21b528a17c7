package dev.hskstream.monitor.export;

import dev.hskstream.metrics.MetricFamily;
import dev.hskstream.monitor.export.Exported.Reader;
import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.PartitionLag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The same offsets under the names and labels of kafka_exporter, which Strimzi deploys too, so that dashboards made for
 * it show this project's groups. Unlike kafka_exporter, a lag that is not known is absent, not -1, and ends are the last
 * stable offsets.
 */
final class CompatibleGauges {
    private static final List<String> GROUP_PARTITION = List.of("consumergroup", "topic", "partition");

    private final List<Reader> readers;

    private CompatibleGauges(List<Reader> readers) {
        this.readers = readers;
    }

    static List<MetricFamily> of(List<Reader> readers) {
        CompatibleGauges gauges = new CompatibleGauges(readers);
        return List.of(
                gauges.ofGroup(
                        "kafka_consumergroup_current_offset",
                        "Current Offset of a ConsumerGroup at Topic/Partition",
                        PartitionLag::committed),
                gauges.ofGroup(
                        "kafka_consumergroup_lag",
                        "Current Approximate Lag of a ConsumerGroup at Topic/Partition",
                        PartitionLag::offsetsLeft),
                gauges.sums(),
                gauges.ends());
    }

    private MetricFamily ofGroup(String name, String help, Function<PartitionLag, Amount> amount) {
        return MetricFamily.gauge(
                name,
                help,
                GROUP_PARTITION,
                readers.stream()
                        .flatMap(reader -> reader.lag().partitions().stream()
                                .flatMap(partition -> series(
                                        amount.apply(partition),
                                        reader.lag().group(),
                                        reader.lag().topic(),
                                        Integer.toString(partition.partition()))))
                        .toList());
    }

    private MetricFamily sums() {
        return MetricFamily.gauge(
                "kafka_consumergroup_lag_sum",
                "Current Approximate Lag of a ConsumerGroup at Topic for all partitions",
                List.of("consumergroup", "topic"),
                readers.stream()
                        .flatMap(reader -> series(
                                reader.lag().offsetsLeft(),
                                reader.lag().group(),
                                reader.lag().topic()))
                        .toList());
    }

    /** Several students read one topic, so each partition is taken once. */
    private MetricFamily ends() {
        Map<List<String>, MetricFamily.Series> series = new LinkedHashMap<>();
        readers.forEach(reader -> reader.lag().partitions().stream()
                .flatMap(partition ->
                        series(partition.end(), reader.lag().topic(), Integer.toString(partition.partition())))
                .forEach(one -> series.put(one.labels(), one)));
        return MetricFamily.gauge(
                "kafka_topic_partition_current_offset",
                "Current Offset of a Broker at Topic/Partition",
                List.of("topic", "partition"),
                List.copyOf(series.values()));
    }

    private static Stream<MetricFamily.Series> series(Amount amount, String... labels) {
        return amount.asLong().stream().mapToObj(value -> new MetricFamily.Series(List.of(labels), value));
    }
}
