package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.monitor.knowledge.KnowledgeSummary;
import dev.hskstream.monitor.knowledge.SetSummary;
import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.monitor.statistics.StatisticsService;
import dev.hskstream.monitor.stream.RegistrySerdes;
import dev.hskstream.monitor.training.RunCondition;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.monitor.view.Measured;
import dev.hskstream.monitor.view.RunView;
import dev.hskstream.monitor.view.Work;
import dev.hskstream.monitor.watch.KafkaSource;
import dev.hskstream.monitor.watch.Snapshot;
import dev.hskstream.monitor.watch.Watch;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.layout.Topics;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker or the registry is away for a while. Afterwards, the statistics are those of an undisturbed run. */
@Timeout(300)
class StatisticsOutagesIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SAMPLES = 3_000;
    private static final int EVENTS = 250;

    private final ExecutorService writers = Executors.newCachedThreadPool();
    private final Path directory;
    private LocalKafka kafka;

    StatisticsOutagesIT(@TempDir Path work) {
        directory = work.resolve("kafka");
        kafka = LocalKafka.start(directory);
    }

    @AfterEach
    void stop() {
        writers.shutdownNow();
        kafka.close();
    }

    /** Writers go on meanwhile: their clients send again what the broker did not take. */
    @Test
    void aBrokerThatComesBackIsReadOnFromWhereItWas() throws Exception {
        KnownSet set = KnownSet.of(kafka.connection(), "s", SAMPLES, 3);
        KnownRun run = new KnownRun(kafka, "s/run");
        set.state();
        try (StatisticsService service = StatisticsService.start(kafka.connection());
                Watch watch = watch()) {
            set.write(0, 100);
            run.report(0, 10);
            await(service, "the first are counted", () -> counted(service) == 100 && events(service) == 10);
            Future<?> knowledge = writers.submit(() -> slowly(100, SAMPLES, 10, set::write));
            Future<?> events = writers.submit(() -> slowly(10, EVENTS, 1, run::report));
            await(service, "more is counted", () -> counted(service) > 200 && events(service) > 20);

            kafka.broker().close();
            assertThat(knowledge.isDone() || events.isDone())
                    .as("stopped while both are written")
                    .isFalse();
            await(service, "the outage is seen", () -> service.hearing()
                    .answeringSince()
                    .isEmpty());
            Instant later = Instant.now().plusSeconds(60);
            RunSummary seen = service.run("s/run").orElseThrow();
            assertThat(seen.condition(later, service.hearing()).kind()).isEqualTo(RunCondition.Kind.BROKER_AWAY);
            await(service, "the dashboard tells", () -> watch.latest().problem().isPresent());
            assertThat(onThePage(watch, later).reason()).startsWith("Kafka does not answer");
            assertThat(onThePage(watch, later).condition()).isEqualTo("unknown");
            restartBroker();

            knowledge.get();
            events.get();
            awaitExact(service);
            await(service, "it listens again", () -> service.hearing()
                    .answeringSince()
                    .isPresent());
        }
    }

    /** The events after the tenth were written with a schema that the monitor does not know, so it has to ask for it. */
    @Test
    void aRegistryThatComesBackIsAskedAgain() throws Exception {
        KnownRun run = new KnownRun(kafka, "s/run");
        try (StatisticsService service = StatisticsService.start(kafka.connection())) {
            run.report(0, 10);
            await(service, "the first are counted", () -> events(service) == 10);
            List<byte[]> later = ofAnotherSchema(run, 10, 20);

            kafka.registry().close();
            run.write(later);
            await(service, "the outage is told", () -> isTold(service, StatisticsService.TRAINING));
            assertThat(service.hearing().answeringSince()).isPresent();
            restartRegistry();

            await(service, "all is counted", () -> events(service) >= 20);
            await(service, "no trouble", () -> service.troubles().isEmpty());
            KnownRun.assertIsExact(service.run("s/run").orElseThrow(), 20);
        }
    }

    @Test
    void startsWhileTheRegistryIsAway() throws Exception {
        KnownSet set = KnownSet.of(kafka.connection(), "s", SAMPLES, 3);
        KnownRun run = new KnownRun(kafka, "s/run");
        set.state();
        try (StatisticsService before = StatisticsService.start(kafka.connection())) {
            set.write(0, 1_000);
            run.report(0, 100);
            await(before, "a part is counted", () -> counted(before) == 1_000 && events(before) == 100);
        }
        set.write(1_000, SAMPLES);
        run.report(100, EVENTS);
        kafka.registry().close();

        try (StatisticsService service = StatisticsService.start(kafka.connection())) {
            await(
                    service,
                    "the outage is told",
                    () -> isTold(service, StatisticsService.TRAINING)
                            && isTold(service, StatisticsService.KNOWLEDGE)
                            && isTold(service, Topics.STATISTICS));
            restartRegistry();

            awaitExact(service);
        }
    }

    /** Kafka Streams ends for good when it cannot read a global table on, as after a crash that lost records. */
    @Test
    void manifestsThatAreShorterThanBeforeAreReadAnew() throws Exception {
        KnownSet set = KnownSet.of(kafka.connection(), "s", SAMPLES, 3);
        set.state();
        set.state();
        try (StatisticsService service = StatisticsService.start(kafka.connection());
                Admin admin = Admin.create(kafka.connection().adminProperties())) {
            set.write(0, 1_000);
            await(service, "a part is counted", () -> counted(service) == 1_000);

            admin.deleteTopics(List.of(Topics.MANIFESTS)).all().get();
            set.state();
            await(service, "the loss is told", () -> isTold(service, StatisticsService.KNOWLEDGE));
            set.write(1_000, SAMPLES);

            await(service, "all is counted", () -> counted(service) >= SAMPLES);
            await(service, "no trouble", () -> service.troubles().isEmpty());
            assertIsExact(service.set("s").orElseThrow());
        }
    }

    private static boolean isTold(StatisticsService service, String where) {
        return service.troubles().stream().anyMatch(trouble -> trouble.startsWith(where));
    }

    /** Serialized events, under a schema that differs from this build's in its documentation only. */
    private List<byte[]> ofAnotherSchema(KnownRun run, long from, long to) {
        String own = TrainingEvent.getClassSchema().toString();
        Schema other = new Schema.Parser().parse(own.replaceFirst("\"doc\":\"", "\"doc\":\"As before: "));
        int id = kafka.connection().registry().register(Topics.TRAINING_EVENTS + "-value", other);
        try (Serializer<TrainingEvent> serializer = RegistrySerdes.serializer(kafka.connection())) {
            return LongStream.range(from, to)
                    .mapToObj(step -> serializer.serialize(Topics.TRAINING_EVENTS, run.event(step)))
                    .map(bytes -> ByteBuffer.wrap(bytes).putInt(1, id).array())
                    .toList();
        }
    }

    private void restartRegistry() {
        int port = URI.create(kafka.registry().url()).getPort();
        kafka = new LocalKafka(kafka.broker(), DevRegistry.start(directory, port));
    }

    private Watch watch() {
        Clock clock = Clock.systemUTC();
        return Watch.start(new KafkaSource(kafka.connection(), clock), Duration.ofMillis(100), clock);
    }

    private static Work onThePage(Watch watch, Instant now) {
        Snapshot snapshot = watch.latest();
        return RunView.of(Measured.of(watch, snapshot, now), snapshot, "s", "run", now)
                .orElseThrow()
                .work();
    }

    private interface Part {
        void write(long from, long to) throws Exception;
    }

    private static Void slowly(long first, long end, long step, Part part) throws Exception {
        for (long from = first; from < end; from += step) {
            part.write(from, from + step);
        }
        return null;
    }

    private void restartBroker() {
        kafka = new LocalKafka(EmbeddedBroker.start(new BrokerConfig(directory, port())), kafka.registry());
    }

    private int port() {
        return Integer.parseInt(kafka.broker().bootstrapServers().replaceAll(".*:", ""));
    }

    private static void await(StatisticsService service, String what, Callable<Boolean> condition) throws Exception {
        try {
            Poll.until(what, LIMIT, condition);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; troubles: " + service.troubles(), e);
        }
    }

    private static void awaitExact(StatisticsService service) throws Exception {
        await(service, "all is counted", () -> counted(service) >= SAMPLES && events(service) >= EVENTS);
        await(service, "no trouble", () -> service.troubles().isEmpty());
        KnownRun.assertIsExact(service.run("s/run").orElseThrow(), EVENTS);
        assertIsExact(service.set("s").orElseThrow());
    }

    /** Sample i has three tokens, of which two are kept, with the norm i + 1. */
    private static void assertIsExact(SetSummary set) {
        KnowledgeSummary total = set.total().orElseThrow();
        assertThat(set.refusals()).isEmpty();
        assertThat(total.records()).isEqualTo(SAMPLES);
        assertThat(total.repeated()).isZero();
        assertThat(total.tokens()).isEqualTo(3 * SAMPLES);
        assertThat(total.labels()).isEqualTo(Map.of("0", SAMPLES / 2L, "1", SAMPLES / 2L));
        assertThat(total.layers().get(0).norm()).isEqualTo(new Spread(2 * SAMPLES, 1, (SAMPLES + 1) / 2.0, SAMPLES));
        assertThat(total.layers().get(0).drift().orElseThrow()).isCloseTo(2_850.5 / 150.5 - 1, within(1e-9));
    }

    private static long counted(StatisticsService service) {
        return service.set("s")
                .flatMap(SetSummary::total)
                .map(total -> total.records() + total.repeated())
                .orElse(0L);
    }

    private static long events(StatisticsService service) {
        return service.run("s/run").map(RunSummary::events).orElse(0L);
    }
}
