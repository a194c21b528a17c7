package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hskstream.monitor.knowledge.KnowledgeSummary;
import dev.hskstream.monitor.knowledge.LayerSummary;
import dev.hskstream.monitor.knowledge.SetSummary;
import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.monitor.statistics.StatisticsService;
import dev.hskstream.monitor.training.RunState;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Statistics at a real broker, computed by instances that are started, closed and killed. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(180)
class StatisticsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final LocalKafka kafka;

    StatisticsIT(@TempDir Path work) {
        kafka = LocalKafka.start(work.resolve("kafka"));
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void aRestartShowsWhatWasThere() throws Exception {
        try (StatisticsService first = StatisticsService.start(kafka.connection())) {
            report("s/restart", 0, 20);
            awaitEvents(first, "s/restart", 20);
        }
        report("s/restart", 20, 30);

        try (StatisticsService second = StatisticsService.start(kafka.connection())) {
            Poll.until("what was there", LIMIT, () -> second.run("s/restart").isPresent());
            awaitEvents(second, "s/restart", 30);

            assertIsExact(second.run("s/restart").orElseThrow(), 30);
            Poll.until("all is read", LIMIT, () -> second.hearing().readTo().isPresent());
            assertThat(second.troubles()).isEmpty();
        }
    }

    /** Kills it while events are written, which is before, in or after any of its transactions. */
    @Test
    void aKilledMonitorLosesAndDoublesNoEvent() throws Exception {
        try (StatisticsService survivor = StatisticsService.start(kafka.connection())) {
            try (StatisticsProcess killed = StatisticsProcess.start(kafka)) {
                report("s/killed", 0, 10);
                awaitEvents(survivor, "s/killed", 10);
                awaitMembers(StatisticsService.TRAINING, 2);
                report("s/killed", 10, 100);
                assertThat(killed.running()).isTrue();
            }
            report("s/killed", 100, 200);
            awaitEvents(survivor, "s/killed", 200);

            assertIsExact(survivor.run("s/killed").orElseThrow(), 200);
        }
    }

    /** The set appears while both are running, and has more partitions than any before it. */
    @Test
    void aKilledMonitorLosesAndDoublesNoKnowledge() throws Exception {
        KnownSet.of(kafka.connection(), "small", 10, 1).state();
        KnownSet set = KnownSet.of(kafka.connection(), "large", 5_000, 3);
        try (StatisticsService survivor = StatisticsService.start(kafka.connection())) {
            try (StatisticsProcess killed = StatisticsProcess.start(kafka)) {
                awaitMembers(StatisticsService.KNOWLEDGE, 2);
                set.state();
                set.write(0, 2_000);
                Poll.until(
                        "the set is found", LIMIT, () -> survivor.set("large").isPresent());
                set.write(2_000, 4_000);
                assertThat(killed.running()).isTrue();
            }
            set.write(3_500, 5_000);
            Poll.until("all records are counted", LIMIT, () -> counted(survivor, "large") == 5_500);

            assertIsExact(survivor.set("large").orElseThrow());
            assertThat(survivor.troubles()).isEmpty();
        }
    }

    private static long counted(StatisticsService service, String set) {
        return service.set(set)
                .flatMap(SetSummary::total)
                .map(total -> total.records() + total.repeated())
                .orElse(0L);
    }

    /** Samples 3,500 to 3,999 were written twice. Each sample i has two tokens of norm i + 1. */
    private static void assertIsExact(SetSummary set) {
        KnowledgeSummary total = set.total().orElseThrow();
        assertThat(set.refusals()).isEmpty();
        assertThat(set.partitions()).containsOnlyKeys(0, 1, 2);
        assertThat(total.records()).isEqualTo(5_000);
        assertThat(total.repeated()).isEqualTo(500);
        assertThat(total.tokens()).isEqualTo(15_000);
        assertThat(total.labels()).containsExactly(Map.entry("0", 2_500L), Map.entry("1", 2_500L));
        LayerSummary layer = total.layers().get(0);
        assertThat(layer.norm()).isEqualTo(new Spread(10_000, 1, 2_500.5, 5_000));
        assertThat(layer.energy() * layer.values()).isEqualTo(2 * (5_000.0 * 5_001 * 10_001 / 6));
        // The first tenth has norms 1 to 500, the last 4,501 to 5,000.
        assertThat(layer.drift().orElseThrow()).isCloseTo(4_750.5 / 250.5 - 1, within(1e-9));
    }

    private void awaitMembers(String group, int members) throws Exception {
        try (Admin admin = Admin.create(kafka.connection().adminProperties())) {
            Poll.until(members + " members of " + group, LIMIT, () -> {
                ConsumerGroupDescription found =
                        admin.describeConsumerGroups(List.of(group)).all().get().get(group);
                return found != null && found.members().size() == members;
            });
        }
    }

    private static void awaitEvents(StatisticsService service, String run, long events) throws Exception {
        Poll.until(events + " events of " + run + ", not " + service.troubles(), LIMIT, () -> service.run(run)
                .filter(found -> found.events() >= events)
                .isPresent());
    }

    /** Step n reports n samples per second: the sums are those of the natural numbers. */
    private static void assertIsExact(RunSummary run, long events) {
        long last = events - 1;
        assertThat(run.state()).isEqualTo(RunState.PROGRESS);
        assertThat(run.events()).isEqualTo(events);
        assertThat(run.step()).isEqualTo(last);
        assertThat(run.series().get("samplesPerSecond"))
                .hasSize((int) last)
                .allSatisfy(point -> assertThat(point.values()).isEqualTo(only((double) point.step())));
    }

    private static Spread only(double value) {
        return new Spread(1, value, value, value);
    }

    /** Reports the events from one index on, five seconds after each other. */
    private void report(String run, long from, long to) throws Exception {
        Map<String, Object> properties = kafka.connection().producerProperties();
        properties.put("key.serializer", StringSerializer.class);
        try (KafkaProducer<String, TrainingEvent> producer = new KafkaProducer<>(properties)) {
            for (long step = from; step < to; step++) {
                producer.send(new ProducerRecord<>(Topics.TRAINING_EVENTS, run, event(run, step)))
                        .get();
            }
        }
    }

    private static TrainingEvent event(String run, long step) {
        return TrainingEvent.newBuilder()
                .setRun(run)
                .setSet("s")
                .setStudent(run.substring(2))
                .setState(step == 0 ? "STARTED" : "PROGRESS")
                .setTime(START.plusSeconds(5 * step))
                .setStep(step)
                .setSteps(1000)
                .setEpoch(0)
                .setSamples(8 * step)
                .setSamplesPerSecond((double) step)
                .build();
    }
}
