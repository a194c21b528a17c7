package dev.hskstream.integration;

import static dev.hskstream.integration.TeacherGroup.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.cli.broker.BrokerConfig;
import dev.hskstream.cli.broker.EmbeddedBroker;
import dev.hskstream.cli.registry.DevRegistry;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.scan.TopicOffsets;
import dev.hskstream.schemas.topic.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
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

/** Teacher workers that are killed, joined, doubled and left without a broker make the same set as one that is left alone. */
@Timeout(600)
@TestInstance(Lifecycle.PER_CLASS)
class WorkersIT {
    private static final int KILLS = Integer.getInteger("hsk.kills", 3);
    private static final long SEED = Long.getLong("hsk.seed", 20);
    private static final int PARTITIONS = 4;
    private static final int SAMPLES = Math.min(13_000, 1500 + 600 * KILLS);
    private static final int FEW = 1100;
    private static final List<String> WORKERS = List.of("one", "two");
    private static final Duration LONG = Duration.ofSeconds(240);

    private final Path work;
    private final Path data;
    private final Path teacher;
    private final DevRegistry registry;
    private EmbeddedBroker broker;
    private final Map<Size, String> digests = new EnumMap<>(Size.class);

    WorkersIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.data = SmallCola.write(work.resolve("data"), SAMPLES, 10);
        this.teacher = work.resolve("teacher");
        SmallBert.of(SmallBert.LETTERS, List.of("0", "1"), 5, 256).save(teacher);
        this.broker = EmbeddedBroker.start(new BrokerConfig(work.resolve("kafka"), 0));
        this.registry = DevRegistry.start(work.resolve("kafka"), 0);
    }

    @BeforeAll
    void undisturbed() {
        Map<Size, HskProcess> alone = new EnumMap<>(Size.class);
        try {
            for (Size size : Size.values()) {
                load(size.undisturbed(), size);
                alone.put(size, start(size.undisturbed(), "alone"));
            }
            alone.forEach((size, worker) -> {
                worker.waitFor(LONG).json();
                digests.put(size, seal(size.undisturbed()));
            });
        } finally {
            alone.values().forEach(HskProcess::close);
        }
    }

    @AfterAll
    void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void killedAtRandomMoments() {
        TeacherGroup group = load("killed", Size.ALL);
        Random random = new Random(SEED);
        List<String> moments = new ArrayList<>();
        Map<String, HskProcess> workers = new TreeMap<>();
        Map<String, String> dead = new HashMap<>();
        try {
            WORKERS.forEach(name -> workers.put(name, start("killed", name)));
            for (int kill = 0; kill < KILLS; kill++) {
                String name = WORKERS.get(random.nextInt(WORKERS.size()));
                int millis = random.nextInt(1500);
                HskProcess victim = Objects.requireNonNull(workers.get(name));
                long before = group.left();
                until("join of " + name, () -> joined(group, name, dead), () -> moments + victim.err());
                until("progress", () -> group.left() < before, () -> moments + victim.err());
                dead.put(name, Objects.requireNonNull(group.members().get(name)));
                boolean ended = victim.ends(Duration.ofMillis(millis));
                victim.kill();
                moments.add("%s %d ms after a commit, %d left".formatted(name, millis, group.left()));
                assertThat(ended || group.left() == 0)
                        .as("the set was done before kill %d; seed %d: %s", kill, SEED, moments)
                        .isFalse();
                workers.put(name, start("killed", name));
            }
            workers.values().forEach(worker -> worker.waitFor(LONG).json());
        } finally {
            workers.values().forEach(HskProcess::close);
        }
        System.out.println("seed " + SEED + ": " + moments);
        assertLikeUndisturbed("killed", Size.ALL, "seed " + SEED + ": " + moments);
    }

    @Test
    void aSecondWorkerTakesHalfAndTheOtherHalfOnceTheFirstIsKilled() {
        TeacherGroup group = load("scaled", Size.ALL);
        try (HskProcess one = start("scaled", "one")) {
            until("first worker", () -> group.shares().equals(Map.of("one", PARTITIONS)), one::err);
            try (HskProcess two = start("scaled", "two")) {
                Map<String, Integer> halves = Map.of("one", PARTITIONS / 2, "two", PARTITIONS / 2);
                until("halves", () -> group.shares().equals(halves), () -> group.shares() + one.err() + two.err());
                one.kill();
                assertThat(group.left()).isPositive();
                two.waitFor(LONG).json();
            }
        }
        assertLikeUndisturbed("scaled", Size.ALL, "scaled");
    }

    @Test
    void ofTwoWorkersWithOneNameTheFirstEndsAndSaysWhy() {
        TeacherGroup group = load("namesakes", Size.FEW);
        try (HskProcess first = start("namesakes", "same")) {
            until("first worker", () -> group.shares().equals(Map.of("same", PARTITIONS)), first::err);
            try (HskProcess second = start("namesakes", "same")) {
                assertThat(first.waitFor(LONG).reason())
                        .startsWith("hsk produce: another worker named same took over set namesakes")
                        .contains("--worker");
                second.waitFor(LONG).json();
            }
        }
        assertLikeUndisturbed("namesakes", Size.FEW, "namesakes");
    }

    @Test
    void aBrokerThatGoesAndComesBack() {
        TeacherGroup group = load("away", Size.FEW);
        long all = group.left();
        try (HskProcess worker = start("away", "one")) {
            until("progress", () -> group.left() < all, worker::err);
            BrokerConfig same = new BrokerConfig(work.resolve("kafka"), port(broker.bootstrapServers()));
            broker.close();
            until("notice", () -> worker.err().contains("waiting for Kafka"), worker::err);
            assertThat(worker.running()).isTrue();
            broker = EmbeddedBroker.start(same);
            HskRun run = worker.waitFor(LONG);
            run.json();
            assertThat(run.err().lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("waiting for Kafka at " + broker.bootstrapServers() + ": ");
            assertThat(run.err().lines()).last().isEqualTo("Kafka at " + broker.bootstrapServers() + " is back");
        }
        assertLikeUndisturbed("away", Size.FEW, "away");
    }

    private static boolean joined(TeacherGroup group, String name, Map<String, String> dead) {
        String id = group.members().get(name);
        return id != null && !id.equals(dead.get(name));
    }

    private static int port(String server) {
        return Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
    }

    private TeacherGroup load(String set, Size size) {
        List<Object> line = new ArrayList<>(List.of("load", "--set", set, "--task", "cola", "--data", data, "--json"));
        line.addAll(List.of("--partitions", PARTITIONS, "--limit", size.samples));
        HskRun.of(options(), line.toArray()).json();
        return new TeacherGroup(connection(), Topics.of(set));
    }

    private String seal(String set) {
        return HskRun.of(options(), "seal", "--set", set, "--json")
                .json()
                .path("digest")
                .asText();
    }

    private HskProcess start(String set, String worker) {
        List<Object> line = new ArrayList<>(List.of(produce(set, worker)));
        line.addAll(options());
        return HskProcess.start(List.of("-Xmx512m"), Map.of(), line);
    }

    private Object[] produce(String set, String worker) {
        String kept = "--depth 2:3 --length 8:attention-no-sep --width 0.25:magnitude --values float32 --batch-size 16";
        List<Object> line = new ArrayList<>(List.of("produce", "--set", set, "--teacher", teacher, "--worker", worker));
        line.addAll(List.of(kept.split(" ", -1)));
        line.addAll(List.of("--transaction-size", 256, "--json"));
        return line.toArray();
    }

    /** Digest and records are the undisturbed set's, and no lag is left. */
    private void assertLikeUndisturbed(String set, Size size, String how) {
        assertThat(seal(set)).as(how).isEqualTo(digests.get(size));
        assertThat(new TeacherGroup(connection(), Topics.of(set)).lag().values())
                .as(how)
                .hasSize(PARTITIONS)
                .containsOnly(0L);
        assertThat(records(set)).as(how).isEqualTo(records(size.undisturbed()));
    }

    /** Key and value of every committed knowledge record, partition by partition, in order. */
    private Map<Integer, List<List<ByteBuffer>>> records(String set) {
        Map<Integer, List<List<ByteBuffer>>> records = new TreeMap<>();
        Map<String, Object> properties = connection().consumerProperties();
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        String topic = Topics.of(set).knowledge();
        Map<TopicPartition, Long> ends = new HashMap<>();
        TopicOffsets.of(connection(), topic)
                .forEach((partition, range) -> ends.put(new TopicPartition(topic, partition), range.end()));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            consumer.assign(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> records.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                                .add(List.of(ByteBuffer.wrap(record.key()), ByteBuffer.wrap(record.value()))));
            }
        }
        return records;
    }

    private KafkaConnection connection() {
        return KafkaConnection.of(broker.bootstrapServers(), registry.url());
    }

    private List<String> options() {
        return List.of("--bootstrap-servers", broker.bootstrapServers(), "--registry-url", registry.url());
    }

    /** How much there is to do. */
    private enum Size {
        FEW(WorkersIT.FEW),
        ALL(SAMPLES);

        private final int samples;

        Size(int samples) {
            this.samples = samples;
        }

        String undisturbed() {
            return "undisturbed-" + samples;
        }
    }
}
