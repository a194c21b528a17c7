package dev.hskstream.monitor.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.metrics.Metrics;
import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.lag.PartitionLag;
import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.RunReport;
import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.monitor.lag.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MonitorMetricsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| gauge \\|([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");
    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Amount NO_LEADER = Amount.unknown("partition 1 has no leader");
    private static final Amount NOTHING_YET = Amount.unknown("no measurement before this one");

    @Test
    void showsEveryNumberThatIsKnownAndNoOther() {
        SetLag set = set("PRODUCING", teacher(), List.of(student("s4", "PROGRESS", NOW.minusSeconds(3))));

        assertThat(page(measured(set), false))
                .containsExactlyInAnyOrder(
                        "hsk_monitor_measurement_age_seconds 2.0",
                        "hsk_monitor_measurement_duration_seconds 0.25",
                        "hsk_monitor_problems 1.0",
                        "hsk_monitor_students_left_out 0.0",
                        "hsk_set_samples{set=\"cola\"} 600.0",
                        "hsk_set_state{set=\"cola\",state=\"producing\"} 1.0",
                        "hsk_lag_partition_samples{partition=\"0\",set=\"cola\",student=\"\"} 88.0",
                        "hsk_lag_partition_offsets{partition=\"0\",set=\"cola\",student=\"\"} 89.0",
                        "hsk_lag_unreadable_partitions{set=\"cola\",student=\"\"} 1.0",
                        "hsk_lag_bottleneck{bottleneck=\"teacher\",set=\"cola\",student=\"\"} 1.0",
                        "hsk_lag_samples{set=\"cola\",student=\"s4\"} 1200.0",
                        "hsk_lag_steps{set=\"cola\",student=\"s4\"} 150.0",
                        "hsk_lag_epochs{set=\"cola\",student=\"s4\"} 2.0",
                        "hsk_lag_bytes{set=\"cola\",student=\"s4\"} 65536.0",
                        "hsk_lag_seconds{set=\"cola\",student=\"s4\"} 30.0",
                        "hsk_lag_offsets{set=\"cola\",student=\"s4\"} 300.0",
                        "hsk_lag_partition_samples{partition=\"0\",set=\"cola\",student=\"s4\"} 1200.0",
                        "hsk_lag_partition_offsets{partition=\"0\",set=\"cola\",student=\"s4\"} 300.0",
                        "hsk_lag_unreadable_partitions{set=\"cola\",student=\"s4\"} 0.0",
                        "hsk_lag_bottleneck{bottleneck=\"device\",set=\"cola\",student=\"s4\"} 1.0",
                        "hsk_run_state{set=\"cola\",state=\"progress\",student=\"s4\"} 1.0",
                        "hsk_run_report_timestamp_seconds{set=\"cola\",student=\"s4\"} 1.767323042E9");
    }

    @Test
    void exportsExactlyWhatTheDocumentationLists() throws IOException {
        SetLag set = set("PRODUCING", teacher(), List.of(student("s4", "PROGRESS", NOW)));

        assertThat(page(measured(set), false).stream().map(MonitorMetricsTest::described))
                .containsAll(documented())
                .isSubsetOf(documented());
    }

    /** Returns the name and the labels of a line, such as {@code hsk_set_state [set, state]}. */
    private static String described(String line) {
        Matcher name = NAME.matcher(line);
        return (name.lookingAt() ? name.group() : line) + " " + sorted(LABEL, line);
    }

    /** Returns the rows of the documentation's section on the monitor, all of which must be gauges. */
    private static Set<String> documented() throws IOException {
        String all = Files.readString(Path.of("../docs/metrics.md"));
        String section = all.substring(all.indexOf("## Monitor\n"), all.indexOf("## Every process\n"));
        return ROW.matcher(section)
                .results()
                .map(row -> row.group(1) + " " + sorted(QUOTED, row.group(2)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> sorted(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names and labels as kafka_exporter has them; the third student of a topic adds no second end of a partition. */
    @Test
    void addsKafkaExportersNamesIfAsked() {
        SetLag set = set(
                "PRODUCING",
                teacher(),
                List.of(student("a", "PROGRESS", NOW), student("b", "PROGRESS", NOW), student("c", "FINISHED", NOW)));

        assertThat(page(measured(set), true).stream().filter(line -> line.startsWith("kafka_")))
                .contains(
                        line("kafka_consumergroup_current_offset", "hsk.cola.teacher", "hsk.cola.samples", "256.0"),
                        line("kafka_consumergroup_lag", "hsk.cola.teacher", "hsk.cola.samples", "89.0"),
                        line("kafka_consumergroup_lag", "hsk.cola.student.a", "hsk.cola.knowledge", "300.0"),
                        "kafka_consumergroup_lag_sum{consumergroup=\"hsk.cola.student.b\",topic=\"hsk.cola.knowledge\"} 300.0",
                        "kafka_topic_partition_current_offset{partition=\"0\",topic=\"hsk.cola.samples\"} 345.0",
                        "kafka_topic_partition_current_offset{partition=\"0\",topic=\"hsk.cola.knowledge\"} 700.0")
                .noneMatch(line -> line.contains("partition=\"1\"") && line.contains("_lag"))
                .hasSize(14);
    }

    @Test
    void showsNothingBeforeTheFirstMeasurement() {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            MonitorMetrics.add(metrics, Optional::empty, Clock.fixed(NOW, ZoneOffset.UTC), true);
            assertThat(metrics.text()).doesNotContain("hsk_").doesNotContain("kafka_");
        }
    }

    @Test
    void forgetsARunAnHourAfterItsEndAndASilentOneAfterADay() {
        SetLag set = set(
                "COMPLETE",
                teacher(),
                List.of(
                        student("ended", "FINISHED", NOW.minus(Duration.ofMinutes(59))),
                        student("forgotten", "FAILED", NOW.minus(Duration.ofMinutes(61))),
                        student("silent", "PROGRESS", NOW.minus(Duration.ofHours(23))),
                        student("lost", "PROGRESS", NOW.minus(Duration.ofHours(25)))));

        List<String> page = page(measured(set), true);

        assertThat(page)
                .anyMatch(line -> line.contains("\"ended\""))
                .anyMatch(line -> line.contains("\"silent\""))
                .noneMatch(line -> line.contains("forgotten"))
                .noneMatch(line -> line.contains("lost"));
    }

    /** One run ends each minute, and Kafka still has the groups and events of all of them. */
    @Test
    void isNotLargerAfterTenThousandRuns() {
        assertThat(pageAfter(10_000)).hasSameSizeAs(pageAfter(1_000)).hasSameSizeAs(pageAfter(100));
    }

    private static List<String> pageAfter(int runs) {
        List<ReaderLag> students = IntStream.range(0, runs)
                .mapToObj(run -> student("run" + run, "FINISHED", NOW.minus(Duration.ofMinutes(run))))
                .toList();
        return page(measured(set("COMPLETE", teacher(), students)), true);
    }

    @Test
    void saysHowManyStudentsAreLeftOutWhereTooManyRun() {
        List<ReaderLag> students = IntStream.range(0, 1_500)
                .mapToObj(run -> student("run" + run, "PROGRESS", NOW.minusSeconds(run)))
                .toList();

        List<String> page = page(measured(set("COMPLETE", teacher(), students)), false);

        assertThat(page)
                .contains("hsk_monitor_students_left_out 500.0")
                .filteredOn(line -> line.startsWith("hsk_run_state{"))
                .hasSize(1_000)
                .anyMatch(line -> line.contains("\"run999\""));
    }

    private static String line(String name, String group, String topic, String value) {
        return name + "{consumergroup=\"" + group + "\",partition=\"0\",topic=\"" + topic + "\"} " + value;
    }

    private static List<String> page(Measurement measured, boolean compatible) {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            MonitorMetrics.add(metrics, () -> Optional.of(measured), Clock.fixed(NOW, ZoneOffset.UTC), compatible);
            return metrics.text()
                    .lines()
                    .filter(line -> line.startsWith("hsk_") || line.startsWith("kafka_"))
                    .toList();
        }
    }

    private static Measurement measured(SetLag set) {
        return new Measurement(
                NOW.minusSeconds(2), Duration.ofMillis(250), List.of(set), List.of("hsk.manifests cannot be read"));
    }

    private static SetLag set(String state, ReaderLag teacher, List<ReaderLag> students) {
        return new SetLag("cola", Optional.of(state), Amount.known(600), teacher, students);
    }

    /** Partition 1 has no leader. */
    private static ReaderLag teacher() {
        List<PartitionLag> partitions = List.of(
                new PartitionLag(0, Amount.known(256), Amount.known(345), Amount.known(89), Amount.known(88)),
                new PartitionLag(1, Amount.known(10), NO_LEADER, NO_LEADER, NO_LEADER));
        return new ReaderLag(
                "hsk.cola.teacher",
                "hsk.cola.samples",
                Optional.empty(),
                Optional.empty(),
                partitions,
                NO_LEADER,
                NOTHING_YET,
                NOTHING_YET,
                NOTHING_YET,
                NOTHING_YET,
                new Verdict(Verdict.Bottleneck.TEACHER, "1 worker runs"));
    }

    private static ReaderLag student(String name, String state, Instant reported) {
        RunReport run = new RunReport(state, reported, 75, 225, 600, 1800, "copy", 40, 0.02, 30, null);
        return new ReaderLag(
                "hsk.cola.student." + name,
                "hsk.cola.knowledge",
                Optional.of(name),
                Optional.of(run),
                List.of(new PartitionLag(
                        0, Amount.known(400), Amount.known(700), Amount.known(300), Amount.known(1200))),
                Amount.known(1200),
                Amount.known(150),
                Amount.known(2),
                Amount.known(65536),
                Amount.known(30),
                new Verdict(Verdict.Bottleneck.DEVICE, "it waits 2 % of its time"));
    }
}
