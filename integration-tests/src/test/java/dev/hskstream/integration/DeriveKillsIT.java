package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.catalog.GroupState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that derive a set and are killed, or share the work, make the same set as one that is undisturbed. The broker
 * sends the source slowly meanwhile, so that there is time to kill.
 */
@Timeout(600)
@TestInstance(Lifecycle.PER_CLASS)
class DeriveKillsIT {
    private static final int KILLS = Integer.getInteger("hsk.kills", 3);
    private static final long SEED = Long.getLong("hsk.seed", 20);
    private static final int SAMPLES = 600;

    /** A client that is new may read ten seconds' worth at once, and each process has new clients. */
    private static final double SLOW = 50_000;

    private static final Duration LONG = Duration.ofMinutes(3);

    private final LocalKafka kafka;
    private final SmallSet small;
    private String digest = "";

    DeriveKillsIT(@TempDir Path work) throws Exception {
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.small = SmallSet.prepare(kafka, work, SAMPLES);
    }

    @BeforeAll
    void undisturbed() {
        small.load("full");
        small.produce("full");
        small.seal("full");
        digest = start("calm").waitFor(LONG).json().path("digest").asText();
    }

    @AfterEach
    void fast() throws Exception {
        Quota.lift(kafka);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void killedAtSeededMoments() throws Exception {
        Random random = new Random(SEED);
        List<String> moments = new ArrayList<>();
        Quota.set(kafka, SLOW);
        boolean done = false;
        while (moments.size() < KILLS && !done) {
            long before = read("killed");
            try (HskProcess process = start("killed")) {
                Poll.until("progress", LONG, () -> read("killed") > before || !process.running());
                int millis = random.nextInt(500);
                done = process.ends(Duration.ofMillis(millis));
                if (done) {
                    assertThat(process.waitFor(LONG).code())
                            .as("seed %d: %s: %s", SEED, moments, process.err())
                            .isZero();
                } else {
                    process.kill();
                    moments.add(millis + " ms after offset " + read("killed"));
                }
            }
        }
        // The work left between two kills shrinks, so that many kills reach its end.
        assertThat(moments).hasSizeGreaterThanOrEqualTo(3);
        Quota.lift(kafka);

        HskRun last = start("killed").waitFor(LONG);

        assertThat(last.json().path("digest").asText())
                .as("seed %d: %s", SEED, moments)
                .isEqualTo(digest);
    }

    @Test
    void twoShareTheWork() throws Exception {
        Quota.set(kafka, SLOW);
        try (HskProcess one = start("shared");
                HskProcess two = start("shared")) {
            GroupState group = group("shared");
            int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
            Poll.until(
                    "both are members", LONG, () -> group.members() == 2 * threads || !one.running() || !two.running());
            assertThat(one.running() && two.running())
                    .as("%s %s", one.err(), two.err())
                    .isTrue();
            Quota.lift(kafka);

            assertThat(one.waitFor(LONG).json().path("digest").asText()).isEqualTo(digest);
            assertThat(two.waitFor(LONG).json().path("digest").asText()).isEqualTo(digest);
        }
    }

    @Test
    void stoppedAndStartedAgain() throws Exception {
        Quota.set(kafka, SLOW);
        try (HskProcess process = start("stopped")) {
            Poll.until("progress", LONG, () -> read("stopped") > 0 || !process.running());
            process.terminate();
            HskRun run = process.waitFor(Duration.ofSeconds(10));
            assertThat(run.code()).as(run.err()).isEqualTo(143);
            assertThat(run.err()).contains("of set stopped are derived; start it again to go on");
        }
        Quota.lift(kafka);

        HskRun last = start("stopped").waitFor(LONG);

        assertThat(last.json().path("digest").asText()).isEqualTo(digest);
        assertThat(last.json().path("samples").asLong()).isLessThan(SAMPLES);
    }

    private HskProcess start(String set) {
        List<Object> line = new ArrayList<>(List.of("derive", "--from", "full", "--set", set, "--depth", "2:3"));
        line.addAll(List.of("--length", "9:left", "--width", "0.25:magnitude", "--values", "int8", "--json"));
        line.addAll(List.of("--kafka-config", small.reading()));
        line.addAll(kafka.options());
        return HskProcess.start(line);
    }

    /** Sum of the committed offsets. */
    private long read(String set) {
        return group(set).committed().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private GroupState group(String set) {
        return new GroupState(kafka.connection(), "hsk." + set + ".derive", "hsk.full.knowledge");
    }
}
