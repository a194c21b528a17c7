package dev.hskstream.integration;

import static dev.hskstream.integration.TeacherMembers.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Teacher workers that are killed, joined by others, duplicated or cut off from the broker produce the same set as an
 * undisturbed one.
 */
@Timeout(600)
@TestInstance(Lifecycle.PER_CLASS)
class WorkersIT {
    private static final int KILLS = Integer.getInteger("hsk.kills", 3);
    private static final long SEED = Long.getLong("hsk.seed", 20);
    private static final int PARTITIONS = TeacherRuns.PARTITIONS;
    private static final int SAMPLES = Math.min(13_000, 1000 + 500 * KILLS);

    /** Whole blocks, so that a set of this size has the first records of each partition of a larger set. */
    private static final int FEW = PARTITIONS * 256;

    private static final String ALONE = "undisturbed";
    private static final List<String> WORKERS = List.of("one", "two");
    private static final Duration LONG = Duration.ofMinutes(4);

    private final Path work;
    private final TeacherRuns runs;
    private String digest = "";

    WorkersIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.runs = TeacherRuns.prepare(work);
    }

    @BeforeAll
    void undisturbed() {
        runs.load(ALONE, SAMPLES);
        try (HskProcess worker = runs.start(ALONE, "alone")) {
            worker.waitFor(LONG).json();
        }
        digest = runs.seal(ALONE);
    }

    @AfterAll
    void stop() {
        runs.close();
    }

    @Test
    void killedAtRandomMoments() {
        TeacherMembers group = runs.load("killed", SAMPLES);
        Random random = new Random(SEED);
        List<String> moments = new ArrayList<>();
        Map<String, HskProcess> workers = new TreeMap<>();
        Map<String, String> dead = new HashMap<>();
        try {
            WORKERS.forEach(name -> workers.put(name, runs.start("killed", name)));
            for (int kill = 0; kill < KILLS; kill++) {
                String name = WORKERS.get(random.nextInt(WORKERS.size()));
                int millis = random.nextInt(1500 / Math.max(1, KILLS / 5));
                HskProcess victim = Objects.requireNonNull(workers.get(name));
                long before = group.left();
                until("join of " + name, () -> joined(group, name, dead), () -> moments + victim.err());
                until("progress", () -> group.left() < before, () -> moments + victim.err());
                dead.put(name, Objects.requireNonNull(group.members().get(name)));
                boolean ended = victim.ends(Duration.ofMillis(millis));
                victim.kill();
                moments.add(name + " " + millis + " ms after a commit, " + group.left() + " left");
                assertThat(ended || group.left() == 0)
                        .as("the set was done before kill %d; seed %d: %s", kill, SEED, moments)
                        .isFalse();
                workers.put(name, runs.start("killed", name));
            }
            workers.values().forEach(worker -> worker.waitFor(LONG).json());
        } finally {
            workers.values().forEach(HskProcess::close);
        }
        System.out.println("seed " + SEED + ": " + moments);
        assertThat(runs.seal("killed")).as("seed %d: %s", SEED, moments).isEqualTo(digest);
        assertLikeUndisturbed("killed", SAMPLES);
    }

    @Test
    void killedInTheMiddleOfATransaction() throws Exception {
        TeacherMembers group = runs.load("halved", FEW);
        String id = "hsk.halved.teacher.one";
        Path slow = Files.writeString(
                work.resolve("slow.properties"), "batch.size=0\nmax.in.flight.requests.per.connection=1\n");
        boolean open = false;
        try (Admin admin = Admin.create(runs.connection().adminProperties())) {
            while (!open) {
                assertThat(group.left()).as("no transaction was hit").isPositive();
                try (HskProcess worker = runs.start("halved", "one", "--kafka-config", slow)) {
                    until("transaction", () -> recordsInTransaction(admin, id), worker::err);
                    worker.kill();
                    open = recordsInTransaction(admin, id);
                }
            }
        }
        try (HskProcess again = runs.start("halved", "one")) {
            again.waitFor(LONG).json();
        }
        assertLikeUndisturbed("halved", FEW);
    }

    @Test
    void aSecondWorkerTakesHalfAndTheOtherHalfOnceTheFirstIsKilled() {
        TeacherMembers group = runs.load("scaled", 2 * FEW);
        try (HskProcess one = runs.start("scaled", "one")) {
            until("first worker", () -> group.shares().equals(Map.of("one", PARTITIONS)), one::err);
            try (HskProcess two = runs.start("scaled", "two")) {
                Map<String, Integer> halves = Map.of("one", PARTITIONS / 2, "two", PARTITIONS / 2);
                until("halves", () -> group.shares().equals(halves), () -> group.shares() + one.err() + two.err());
                one.kill();
                assertThat(group.left()).isPositive();
                two.waitFor(LONG).json();
            }
        }
        assertLikeUndisturbed("scaled", 2 * FEW);
    }

    @Test
    void ofTwoWorkersWithOneNameTheFirstEndsAndSaysWhy() {
        TeacherMembers group = runs.load("namesakes", 2 * FEW);
        try (HskProcess first = runs.start("namesakes", "same")) {
            until("first worker", () -> group.shares().equals(Map.of("same", PARTITIONS)), first::err);
            try (HskProcess second = runs.start("namesakes", "same")) {
                assertThat(first.waitFor(LONG).reason())
                        .startsWith("hsk produce: another worker named same took over set namesakes")
                        .contains("--worker");
                second.waitFor(LONG).json();
            }
        }
        assertLikeUndisturbed("namesakes", 2 * FEW);
    }

    /** A transaction that timed out at the broker has the same effect. */
    @Test
    void aWorkerWhoseProducerIsFencedButNotItselfGoesOn() throws Exception {
        TeacherMembers group = runs.load("fenced", FEW);
        long all = group.left();
        try (HskProcess worker = runs.start("fenced", "one");
                Admin admin = Admin.create(runs.connection().adminProperties())) {
            until("progress", () -> group.left() < all, worker::err);
            admin.fenceProducers(List.of("hsk.fenced.teacher.one")).all().get();
            assertThat(group.left()).isPositive();
            HskRun run = worker.waitFor(LONG);
            run.json();
            assertThat(run.err()).isEmpty();
        }
        assertLikeUndisturbed("fenced", FEW);
    }

    @Test
    void aBrokerThatGoesAndComesBack() {
        TeacherMembers group = runs.load("away", FEW);
        long all = group.left();
        try (HskProcess worker = runs.start("away", "one")) {
            until("progress", () -> group.left() < all, worker::err);
            runs.stopBroker();
            until("notice", () -> worker.err().contains("waiting for Kafka"), worker::err);
            assertThat(worker.running()).isTrue();
            runs.startBroker();
            HskRun run = worker.waitFor(LONG);
            run.json();
            assertThat(run.err().lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("waiting for Kafka at " + runs.connection().bootstrapServers() + ": ");
            assertThat(run.err().lines())
                    .last()
                    .isEqualTo("Kafka at " + runs.connection().bootstrapServers() + " is back");
        }
        assertLikeUndisturbed("away", FEW);
    }

    private static boolean joined(TeacherMembers group, String name, Map<String, String> dead) {
        String id = group.members().get(name);
        return id != null && !id.equals(dead.get(name));
    }

    /** Whether a transaction is open, and some broker has records of it. */
    private static boolean recordsInTransaction(Admin admin, String id) {
        try {
            TransactionDescription transaction =
                    admin.describeTransactions(List.of(id)).description(id).get();
            return transaction.state() == TransactionState.ONGOING
                    && !transaction.topicPartitions().isEmpty();
        } catch (ExecutionException e) {
            // There has been no transaction with this id yet.
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The set can be sealed, its records are the undisturbed set's, and no lag is left. */
    private void assertLikeUndisturbed(String set, int samples) {
        runs.seal(set);
        assertThat(runs.members(set).lag().values()).hasSize(PARTITIONS).containsOnly(0L);
        boolean whole = samples == SAMPLES;
        Map<Integer, List<String>> expected = records(ALONE, whole);
        expected.replaceAll((partition, all) -> whole ? all : all.subList(0, samples / PARTITIONS));
        Map<Integer, List<String>> actual = records(set, whole);
        assertThat(actual).containsOnlyKeys(expected.keySet());
        expected.forEach((partition, own) ->
                assertThat(actual.get(partition)).as("partition %d", partition).isEqualTo(own));
    }

    /**
     * Returns each committed knowledge record's key and the hash of its value, by partition, in order; without the
     * lineage if {@code lineage} is false, for sets of different data.
     */
    private Map<Integer, List<String>> records(String set, boolean lineage) {
        Map<Integer, List<String>> records = new TreeMap<>();
        Map<String, Object> properties = runs.connection().consumerProperties();
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        String topic = Topics.of(set).knowledge();
        Map<TopicPartition, Long> ends = new HashMap<>();
        TopicOffsets.of(runs.connection(), topic)
                .forEach((partition, range) -> ends.put(new TopicPartition(topic, partition), range.end()));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            consumer.assign(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> records.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                                .add(HexFormat.of().formatHex(record.key()) + "="
                                        + sha256(lineage ? record.value() : withoutLineage(record.value()))));
            }
        }
        return records;
    }

    /** Removes the lineage's eight bytes, which follow the sample's index, an Avro long. */
    private static byte[] withoutLineage(byte[] value) {
        int at = 5;
        while (value[at] < 0) {
            at++;
        }
        byte[] blank = value.clone();
        Arrays.fill(blank, at + 1, at + 9, (byte) 0);
        return blank;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
