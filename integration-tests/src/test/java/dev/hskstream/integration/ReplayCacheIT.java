package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The local copy of a set is shared by all students, is verified before it is used, and does no harm when the disk is
 * full.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class ReplayCacheIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double SLOW = 100_000;

    private final LocalKafka kafka;
    private final SmallSet set;
    private final Path work;
    private String digest = "";
    private long bytes;

    ReplayCacheIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.set = SmallSet.prepare(kafka, work, 60);
    }

    /** Trains undisturbed with two seeds, for the weights that the tests compare with. */
    @BeforeAll
    void makeSet() {
        set.load("s");
        set.produce("s");
        JsonNode sealed = set.seal("s");
        digest = sealed.path("digest").asText();
        bytes = Math.round(sealed.path("bytesPerSample").asDouble() * 60);
        assertThat(bytes).isGreaterThan(1_500_000);
        for (int seed : List.of(1, 2)) {
            set.run(set.train("s", "alone" + seed, "--seed", seed, "--cache-dir", work.resolve("cache")))
                    .json();
        }
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
    void twoStudentsStartedAtOnceShareOneCopy() throws Exception {
        Path cache = work.resolve("shared");
        Quota.set(kafka, SLOW);
        try (HskProcess one = HskProcess.start(set.train("s", "one", "--seed", 1, "--cache-dir", cache));
                HskProcess two = HskProcess.start(set.train("s", "two", "--seed", 2, "--cache-dir", cache))) {
            Poll.until("one waits for the other", LIMIT, () -> (one.err() + two.err()).contains("waiting for it"));
            assertThat(cache.resolve(digest + ".part")).exists();
            assertThat(cache.resolve(digest + ".hskc")).doesNotExist();
            Quota.lift(kafka);

            one.waitFor(LIMIT).json();
            two.waitFor(LIMIT).json();
            assertThat(List.of(one.err(), two.err()))
                    .filteredOn(said -> said.contains("another student on this host is copying set s"))
                    .hasSize(1);
        }
        assertThat(names(cache)).containsExactly(digest + ".hskc", digest + ".lock");
        assertThat(set.weights("one")).isEqualTo(set.weights("alone1"));
        assertThat(set.weights("two")).isEqualTo(set.weights("alone2"));
    }

    @Test
    void aDamagedCopyIsNamedAndFetchedAgain() throws Exception {
        Path cache = work.resolve("damaged");
        Path copy = copyTo(cache);
        try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
            file.seek(bytes / 2);
            int old = file.read();
            file.seek(bytes / 2);
            file.write(old ^ 1);
        }

        HskRun run = set.run(set.train("s", "after damage", "--seed", 1, "--cache-dir", cache));

        assertThat(run.json().path("steps").asInt()).isEqualTo(16);
        assertThat(run.err()).contains(copy + " is damaged: its records have another digest; it is removed");
        assertThat(set.weights("after damage")).isEqualTo(set.weights("alone1"));
        assertThat(Files.mismatch(copy, work.resolve("cache").resolve(digest + ".hskc")))
                .isEqualTo(-1);
    }

    @Test
    void isRemovedWhenAsked() throws Exception {
        Path cache = work.resolve("evicted");
        Path copy = copyTo(cache);
        long size = Files.size(copy);

        JsonNode gone =
                set.run("sets", "--evict", "--set", "s", "--cache-dir", cache).json();
        assertThat(gone.path("bytesFreed").asLong()).isEqualTo(size);
        assertThat(gone.path("copies").asInt()).isEqualTo(1);
        assertThat(copy).doesNotExist();

        copyTo(cache);
        List<String> nobody = List.of("--bootstrap-servers", "127.0.0.1:1");
        HskRun all = HskRun.of(nobody, "sets", "--evict", "--cache-dir", cache);
        assertThat(all.code()).isZero();
        assertThat(all.out()).startsWith(cache + ": 1 copies removed, ").contains(" MB freed");
        assertThat(copy).doesNotExist();
    }

    @Test
    void aDiskWithTooLittleRoomIsRefusedAtOnce() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(work.resolve("too small"), 1)) {
            HskRun run = set.run(set.train("s", "early", "--seed", 1, "--cache-dir", disk.path()));

            assertThat(reason(run))
                    .startsWith("hsk train: " + disk.path() + ": the copy of set s needs ")
                    .contains(" MB, free are 1.0 MB; free space, name another --cache-dir, or use --cache none");
            assertThat(names(disk.path())).containsExactly(digest + ".lock");

            disk.resize(megabytes() + 1);
            set.run(set.train("s", "early", "--seed", 1, "--cache-dir", disk.path()))
                    .json();
            assertThat(set.weights("early")).isEqualTo(set.weights("alone1"));
        }
    }

    @Test
    void aDiskThatBecomesFullWhileTheCopyIsWrittenStopsItAndNoMore() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(work.resolve("small"), megabytes() + 1)) {
            List<Object> line = set.train("s", "late", "--seed", 1, "--cache-dir", disk.path());
            Path part = disk.path().resolve(digest + ".part");
            Quota.set(kafka, SLOW);
            CompletableFuture<HskRun> training = CompletableFuture.supplyAsync(() -> set.run(line));
            Poll.until("the copy begins", LIMIT, () -> Files.exists(part) && Files.size(part) > 0);
            disk.fill("other", 64 << 10);
            assertThat(part).exists();
            Quota.lift(kafka);

            assertThat(reason(training.get()))
                    .isEqualTo("hsk train: " + disk.path() + ": the disk became full while the set was copied; free"
                            + " space, name another --cache-dir, or use --cache none");
            assertThat(names(disk.path())).containsExactly(digest + ".lock", "other");

            disk.resize(2 * megabytes() + 2);
            set.run(line).json();
            assertThat(set.weights("late")).isEqualTo(set.weights("alone1"));
        }
    }

    @Test
    void withoutACopyEveryEpochReadsKafkaInASeededOrder() throws Exception {
        Path cache = work.resolve("unused");
        Object[] more = {"--seed", 1, "--cache-dir", cache, "--cache", "none"};

        HskRun first = set.run(set.train("s", "none1", more));
        HskRun second = set.run(set.train("s", "none2", more));

        assertThat(first.err())
                .contains("set s from Kafka, in an order that is a block shuffle and no full permutation");
        assertThat(first.json().path("steps").asInt()).isEqualTo(16);
        assertThat(second.json().path("steps").asInt()).isEqualTo(16);
        assertThat(set.weights("none1")).isEqualTo(set.weights("none2")).isNotEqualTo(set.weights("alone1"));
        assertThat(cache).doesNotExist();
    }

    /** Returns the last line of standard error. A training prints how it maps layers before it. */
    private static String reason(HskRun run) {
        assertThat(run.code()).isEqualTo(1);
        return run.err().strip().lines().reduce("", (before, line) -> line);
    }

    private int megabytes() {
        return (int) (bytes >> 20) + 1;
    }

    /**
     * Copies a set's local copy, which a training has made, to another cache; its bytes are the same in every cache.
     */
    private Path copyTo(Path cache) throws IOException {
        Files.createDirectories(cache);
        return Files.copy(work.resolve("cache").resolve(digest + ".hskc"), cache.resolve(digest + ".hskc"));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
