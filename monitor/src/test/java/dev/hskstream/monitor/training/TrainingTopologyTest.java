package dev.hskstream.monitor.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.monitor.stream.Collector;
import dev.hskstream.monitor.stream.PlainAvro;
import dev.hskstream.schemas.avro.EpochCertificate;
import dev.hskstream.schemas.avro.RefusedRecords;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TrainingTopologyTest {
    private static final Instant START = Instant.ofEpochSecond(1_000_000);

    private final TopologyTestDriver driver;
    private final TestInputTopic<String, byte[]> events;
    private final TestOutputTopic<String, Statistic> statistics;

    TrainingTopologyTest() {
        Serde<Statistic> values = PlainAvro.of(Statistic.class);
        StreamsBuilder builder = new StreamsBuilder();
        TrainingTopology.add(builder, PlainAvro.deserializer(TrainingEvent.class), values);
        driver = new TopologyTestDriver(builder.build(), new Properties(), START);
        events = driver.createInputTopic(Topics.TRAINING_EVENTS, new StringSerializer(), new ByteArraySerializer());
        statistics = driver.createOutputTopic(Topics.STATISTICS, new StringDeserializer(), values.deserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void followsARunToItsCertificate() {
        send(event("STARTED", 0, 0));
        send(event("PROGRESS", 5, 10).setSamplesPerSecond(80).setLosses(Map.of("hsk", 3.0)));
        send(event("PROGRESS", 10, 20).setSamplesPerSecond(120).setLosses(Map.of("hsk", 2.0)));
        send(event("EVALUATED", 12, 20).setSamplesPerSecond(120).setMetrics(Map.of("mcc", 0.5)));
        send(event("FINISHED", 15, 20)
                .setSamples(160)
                .setMetrics(Map.of("mcc", 0.5))
                .setEpochs(List.of(new EpochCertificate(0, "hidden", 160L, "ab"))));

        RunSummary run = published();

        assertThat(run.state()).isEqualTo(RunState.FINISHED);
        assertThat(run.events()).isEqualTo(5);
        assertThat(run.samples()).isEqualTo(160);
        assertThat(Duration.between(run.started(), run.reported())).hasSeconds(15);
        assertThat(run.losses()).containsExactly(Map.entry("hsk", 2.0));
        assertThat(run.metrics()).containsExactly(Map.entry("mcc", 0.5));
        assertThat(run.epochs()).containsExactly(new RunSummary.Epoch(0, "hidden", 160, "ab"));
        assertThat(run.series())
                .containsOnlyKeys("samplesPerSecond", "waitShare", "learningRate", "loss.hsk", "metric.mcc");
        assertThat(run.series().get("samplesPerSecond"))
                .containsExactly(point(5, 10, 1, 80, 80, 80), point(10, 20, 1, 120, 120, 120));
        assertThat(run.series().get("metric.mcc")).containsExactly(point(10, 20, 1, 0.5, 0.5, 0.5));
    }

    @Test
    void keepsMinimumMeanAndMaximumOfAWindow() {
        send(event("STARTED", 0, 0));
        send(event("PROGRESS", 5, 1).setLearningRate(1));
        send(event("PROGRESS", 6, 2).setLearningRate(4));
        send(event("PROGRESS", 9, 3).setLearningRate(2.5));

        assertThat(published().series().get("learningRate")).containsExactly(point(5, 3, 3, 1, 2.5, 4));
    }

    /** 6 hours with an event every 5 s: 21,600 s in at most 256 windows are windows of 5 * 2^5 = 160 s. */
    @Test
    void aLongRunHasWiderWindowsAndKeepsItsExtremes() {
        send(event("STARTED", 0, 0));
        for (int second = 5; second <= 21_600; second += 5) {
            send(event("PROGRESS", second, second).setSamplesPerSecond(second == 10_000 ? 1 : 100));
        }

        RunSummary run = published();

        assertThat(run.window()).hasSeconds(160);
        List<RunPoint> curve = known(run.series(), "samplesPerSecond");
        assertThat(curve).hasSize(136);
        assertThat(curve.stream().mapToLong(point -> point.values().count()).sum())
                .isEqualTo(4_320);
        assertThat(curve.get(0)).isEqualTo(point(0, 155, 31, 100, 100, 100));
        assertThat(curve.get(62)).isEqualTo(point(9_920, 10_075, 32, 1, (31 * 100 + 1) / 32.0, 100));
    }

    @Test
    void startedBeginsARunAnew() {
        send(event("STARTED", 0, 0));
        send(event("PROGRESS", 5, 10).setLosses(Map.of("hsk", 3.0)));
        send(event("FAILED", 6, 10).setMessage("no space left"));
        send(event("STARTED", 100, 0));
        send(event("PROGRESS", 107, 12));

        RunSummary run = published();

        assertThat(run.state()).isEqualTo(RunState.PROGRESS);
        assertThat(run.events()).isEqualTo(2);
        assertThat(run.message()).isEmpty();
        assertThat(run.losses()).isEmpty();
        assertThat(run.series().get("waitShare")).containsExactly(point(5, 12, 1, 0, 0, 0));
    }

    @Test
    void saysWhyARunFailed() {
        send(event("STARTED", 0, 0));
        send(event("FAILED", 6, 0).setMessage("no space left"));

        RunSummary run = published();

        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.message()).contains("no space left");
        assertThat(run.series()).isEmpty();
    }

    @Test
    void anUnreadableEventIsNamedAndTheOthersCount() {
        events.pipeInput("s/a", new byte[] {1, 2}, START);
        send(event("STARTED", 0, 0));
        send(event("PAUSED", 5, 1));
        send(event("PROGRESS", 6, 1));
        driver.advanceWallClockTime(Collector.INTERVAL);

        Map<String, Statistic> latest = statistics.readKeyValuesToMap();

        assertThat(latest).containsOnlyKeys("run/s/a", "refused/hsk.training-events/0");
        assertThat(known(latest, "refused/hsk.training-events/0").getRefused())
                .isEqualTo(new RefusedRecords(
                        Topics.TRAINING_EVENTS,
                        0,
                        2L,
                        2L,
                        "unknown state \"PAUSED\" of run s/a; this build knows [STARTED, PROGRESS, EVALUATED, FINISHED,"
                                + " FAILED]"));
        assertThat(RunSummary.of(known(latest, "run/s/a")).orElseThrow().events())
                .isEqualTo(2);
    }

    /** Otherwise a day's events, read at once, would be written to the topic as many times as there are events. */
    @Test
    void publishesAFewTimesASecondNotOncePerEvent() {
        send(event("STARTED", 0, 0));
        for (int step = 1; step <= 100; step++) {
            send(event("PROGRESS", step, step));
        }
        driver.advanceWallClockTime(Collector.INTERVAL);
        driver.advanceWallClockTime(Collector.INTERVAL);

        assertThat(statistics.readKeyValuesToList()).hasSize(1);
    }

    /** Run a is last heard 5 s after the start, run b 10 days after it. */
    @Test
    void forgetsARunThatHasNotReportedForThirtyDays() {
        send(event("STARTED", 0, 0));
        send(event("PROGRESS", 5, 10));
        send(event("STARTED", 864_000, 0).setRun("s/b").setStudent("b"));
        driver.advanceWallClockTime(TrainingTopology.KEPT);
        assertThat(statistics.readKeyValuesToMap()).containsOnlyKeys("run/s/a", "run/s/b");

        driver.advanceWallClockTime(Collector.LOOK);

        assertThat(statistics.readKeyValuesToList()).containsExactly(new KeyValue<>("run/s/a", null));
        assertThat(stored()).containsExactly("run/s/b");
        driver.advanceWallClockTime(Duration.ofDays(10));
        assertThat(statistics.readKeyValuesToList()).containsExactly(new KeyValue<>("run/s/b", null));
        assertThat(stored()).isEmpty();
    }

    @Test
    void aForgottenRunThatReportsAgainBeginsAnew() {
        send(event("STARTED", 0, 0));
        driver.advanceWallClockTime(TrainingTopology.KEPT);
        driver.advanceWallClockTime(Collector.LOOK);
        send(event("PROGRESS", 31 * 86_400, 10));

        assertThat(published().events()).isEqualTo(1);
    }

    private List<String> stored() {
        List<String> keys = new ArrayList<>();
        try (var all = driver.<String, Statistic>getKeyValueStore("runs").all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private RunSummary published() {
        driver.advanceWallClockTime(Collector.INTERVAL);
        return RunSummary.of(known(statistics.readKeyValuesToMap(), "run/s/a")).orElseThrow();
    }

    private static <T> T known(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private void send(TrainingEvent.Builder event) {
        TrainingEvent built = event.build();
        events.pipeInput(built.getRun(), PlainAvro.bytes(TrainingEvent.class, built), built.getTime());
    }

    private static TrainingEvent.Builder event(String state, long second, long step) {
        return TrainingEvent.newBuilder()
                .setRun("s/a")
                .setSet("s")
                .setStudent("a")
                .setState(state)
                .setTime(START.plusSeconds(second))
                .setStep(step)
                .setSteps(20)
                .setEpoch(0)
                .setSamples(0);
    }

    private static RunPoint point(long second, long step, long count, double min, double mean, double max) {
        return new RunPoint(Duration.ofSeconds(second), step, new Spread(count, min, mean, max));
    }
}
