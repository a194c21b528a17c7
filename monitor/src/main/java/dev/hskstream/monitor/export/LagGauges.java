package dev.hskstream.monitor.export;

import dev.hskstream.metrics.MetricFamily;
import dev.hskstream.monitor.export.Exported.Reader;
import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.PartitionLag;
import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.SetLag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** The {@code hsk_*} gauges of a measurement; docs/metrics.md lists them. A number that is not known has no series. */
final class LagGauges {
    private static final List<String> SET = List.of("set");
    private static final List<String> READER = List.of("set", "student");
    private static final List<String> PARTITION = List.of("set", "student", "partition");

    private final List<Reader> readers;

    private LagGauges(List<Reader> readers) {
        this.readers = readers;
    }

    static List<MetricFamily> of(List<SetLag> sets, List<Reader> readers) {
        LagGauges gauges = new LagGauges(readers);
        return Stream.of(sets(sets), gauges.amounts(), gauges.partitions(), gauges.states())
                .flatMap(List::stream)
                .toList();
    }

    private static List<MetricFamily> sets(List<SetLag> sets) {
        return List.of(
                MetricFamily.gauge(
                        "hsk_set_samples",
                        "Samples of the set's training split",
                        SET,
                        sets.stream()
                                .flatMap(set -> series(List.of(set.set()), set.samples()))
                                .toList()),
                MetricFamily.gauge(
                        "hsk_set_state",
                        "1 for the set's state",
                        List.of("set", "state"),
                        sets.stream()
                                .flatMap(set -> set.state().stream().map(state -> one(set.set(), lower(state))))
                                .toList()));
    }

    private List<MetricFamily> amounts() {
        return List.of(
                amount("hsk_lag_samples", "Samples left; of a student, over all its epochs", ReaderLag::samplesLeft),
                amount("hsk_lag_steps", "Training steps left", ReaderLag::stepsLeft),
                amount("hsk_lag_epochs", "Epochs that are not finished", ReaderLag::epochsLeft),
                amount("hsk_lag_bytes", "Bytes of the knowledge records left", ReaderLag::bytesLeft),
                amount("hsk_lag_offsets", "End minus committed offset, over all partitions", ReaderLag::offsetsLeft),
                amount("hsk_lag_seconds", "Estimated time to the end", ReaderLag::secondsLeft));
    }

    private MetricFamily amount(String name, String help, Function<ReaderLag, Amount> amount) {
        return MetricFamily.gauge(
                name,
                help,
                READER,
                readers.stream()
                        .flatMap(reader -> series(reader.labels(), amount.apply(reader.lag())))
                        .toList());
    }

    private List<MetricFamily> partitions() {
        return List.of(
                partition("hsk_lag_partition_samples", "Samples left in a partition", PartitionLag::samplesLeft),
                partition("hsk_lag_partition_offsets", "End minus committed offset", PartitionLag::offsetsLeft),
                MetricFamily.gauge(
                        "hsk_lag_unreadable_partitions",
                        "Partitions whose end cannot be read",
                        READER,
                        readers.stream()
                                .filter(Reader::working)
                                .map(reader -> new MetricFamily.Series(reader.labels(), unreadable(reader.lag())))
                                .toList()));
    }

    private MetricFamily partition(String name, String help, Function<PartitionLag, Amount> amount) {
        List<MetricFamily.Series> series = new ArrayList<>();
        readers.stream().filter(Reader::working).forEach(reader -> reader.lag().partitions().stream()
                .flatMap(partition -> series(
                        List.of(reader.set(), reader.student(), Integer.toString(partition.partition())),
                        amount.apply(partition)))
                .forEach(series::add));
        return MetricFamily.gauge(name, help, PARTITION, series);
    }

    private static long unreadable(ReaderLag lag) {
        return lag.partitions().stream()
                .filter(partition -> partition.end() instanceof Amount.Unknown)
                .count();
    }

    private List<MetricFamily> states() {
        return List.of(
                MetricFamily.gauge(
                        "hsk_lag_bottleneck",
                        "1 for what limits the teacher or the student",
                        List.of("set", "student", "bottleneck"),
                        readers.stream()
                                .map(reader -> one(
                                        reader.set(),
                                        reader.student(),
                                        lower(reader.lag()
                                                .verdict()
                                                .bottleneck()
                                                .name())))
                                .toList()),
                MetricFamily.gauge(
                        "hsk_run_state",
                        "1 for the last event of the student's run",
                        List.of("set", "student", "state"),
                        readers.stream()
                                .flatMap(reader -> reader.lag().run().stream()
                                        .map(run -> one(reader.set(), reader.student(), lower(run.state()))))
                                .toList()),
                MetricFamily.gauge(
                        "hsk_run_report_timestamp_seconds",
                        "When the student's run reported last, by its own clock",
                        READER,
                        readers.stream()
                                .flatMap(reader -> reader.lag().run().stream()
                                        .map(run -> new MetricFamily.Series(
                                                reader.labels(), run.time().toEpochMilli() / 1e3)))
                                .toList()));
    }

    private static Stream<MetricFamily.Series> series(List<String> labels, Amount amount) {
        return amount.asLong().stream().mapToObj(value -> new MetricFamily.Series(labels, value));
    }

    private static MetricFamily.Series one(String... labels) {
        return new MetricFamily.Series(List.of(labels), 1);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
