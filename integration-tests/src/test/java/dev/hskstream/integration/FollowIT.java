package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.copy.SetCache;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.trainer.order.EpochSource;
import dev.hskstream.trainer.order.PermutedEpochs;
import dev.hskstream.trainer.replay.CachedRows;
import dev.hskstream.trainer.replay.FollowedReplay;
import dev.hskstream.trainer.replay.SetReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training starts before its set is completely produced: its first epoch uses the records as they arrive, later
 * epochs read the sealed set.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class FollowIT {
    private static final int SAMPLES = 40;
    private static final int BATCH = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path work;
    private final LocalKafka kafka;
    private final SmallSet set;
    private final List<KnowledgeRecord> records = new ArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();

    FollowIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.set = SmallSet.prepare(kafka, work, SAMPLES);
    }

    @BeforeAll
    void makeSet() {
        set.load("whole");
        set.produce("whole");
        set.seal("whole");
        new SetReader(kafka.connection(), manifest("whole")).knowledge(records::add);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void aTrainingStartedBeforeTheTeacherEndsWithTheSealedSet() throws Exception {
        set.load("s");
        Path cache = work.resolve("cache");
        try (HskProcess training = HskProcess.start(set.train("s", "follower", "--cache-dir", cache, "--follow"))) {
            Poll.until("waits for a teacher", LIMIT, () -> training.err().contains("set s has no teacher yet"));
            set.produce("s");
            Poll.until("waits for the seal", LIMIT, () -> training.err().contains("hsk seal --set s"));
            assertThat(training.running()).isTrue();
            set.seal("s");

            HskRun run = training.waitFor(LIMIT);
            assertThat(run.json().path("steps").asInt()).isEqualTo(2 * SAMPLES / BATCH);
            assertThat(run.err()).containsOnlyOnce("no teacher yet").containsOnlyOnce("hsk seal --set s");
        }
        assertThat(cache).isEmptyDirectory();
        assertThat(set.weights("follower")).isNotEmpty();
    }

    @Test
    void takesRecordsAsTheyComeAndSaysOnceThatItWaits() throws Exception {
        begin("slow");
        send("slow", records.subList(0, 12));
        try (FollowedReplay replay = follow("slow");
                EpochSource.Epoch epoch = replay.open(0, 0, new BitSet())) {
            String before = replay.identity();
            assertThat(epoch.next()).hasSize(BATCH);
            CompletableFuture<List<Knowledge>> second = CompletableFuture.supplyAsync(epoch::next);
            Poll.until("a notice", LIMIT, () -> !notices.isEmpty());
            assertThat(second).isNotDone();
            assertThat(notices).containsExactly("waiting for the teacher of set slow: 12 of 40 samples have come");
            send("slow", records.subList(12, SAMPLES));
            assertThat(second.get()).hasSize(BATCH);
            assertThat(notices).hasSize(2).last().isEqualTo("the teacher of set slow goes on");
            assertThat(epoch.next()).hasSize(BATCH);
            seal("slow", manifest("whole").getDigest());
            assertThat(replay.identity()).isEqualTo(before);
        }
    }

    @Test
    void theFirstEpochIsEverySampleOnceAndLaterOnesAreThoseOfTheSealedSet() throws Exception {
        begin("later");
        send("later", records);
        seal("later", manifest("whole").getDigest());
        Path directory = work.resolve("private");
        try (FollowedReplay replay = follow("later", directory);
                FollowedReplay resumed = follow("later", directory)) {
            assertThat(directory).isEmptyDirectory();
            assertThat(samples(replay, 0, 0, new BitSet()).stream()
                            .flatMap(List::stream)
                            .sorted()
                            .toList())
                    .isEqualTo(LongStream.range(0, SAMPLES).boxed().toList());

            List<List<Long>> permuted = samples(replay, 1, 0, new BitSet());
            assertThat(permuted.stream().flatMap(List::stream).distinct()).hasSize(SAMPLES);
            assertThat(permuted).isEqualTo(samples(permuted(), 1, 0, new BitSet()));
            assertThat(samples(resumed, 1, 2, new BitSet())).isEqualTo(permuted.subList(2, 5));
        }
    }

    @Test
    void aResumedFirstEpochLeavesOutWhatItHasSeen() throws Exception {
        begin("resumed");
        send("resumed", records);
        seal("resumed", manifest("whole").getDigest());
        BitSet seen = new BitSet();
        LongStream.of(39, 0, 1, 2, 3, 17, 18, 5).forEach(sample -> seen.set((int) sample));
        try (FollowedReplay replay = follow("resumed")) {
            List<Long> rest = samples(replay, 0, 1, seen).stream()
                    .flatMap(List::stream)
                    .sorted()
                    .toList();

            assertThat(rest)
                    .isEqualTo(LongStream.range(0, SAMPLES)
                            .filter(sample -> !seen.get((int) sample))
                            .boxed()
                            .toList());
            assertThat(seen.cardinality()).isEqualTo(BATCH);
            assertThat(samples(replay, 1, 0, new BitSet()).stream().flatMap(List::stream))
                    .hasSize(SAMPLES);
        }
    }

    @Test
    void refusesARecordOfAnotherMakingWhereItLies() throws Exception {
        begin("foreign");
        KnowledgeRecord foreign = KnowledgeRecord.newBuilder(records.get(3))
                .setLineage(new Lineage(new byte[8]))
                .build();
        send("foreign", List.of(records.get(0), foreign));

        assertThatThrownBy(() -> firstBatch("foreign"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("hsk.foreign.knowledge-0@1: sample ")
                .hasMessageContaining("lineage is 0000000000000000");
    }

    @Test
    void refusesADoubledSampleWhereItLies() throws Exception {
        begin("doubled");
        send("doubled", List.of(records.get(0), records.get(1), records.get(0)));

        assertThatThrownBy(() -> firstBatch("doubled"))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "hsk.doubled.knowledge-0@2: sample " + records.get(0).getSample() + " comes twice");
    }

    @Test
    void goesOnAcrossAProductionThatStartsOver() throws Exception {
        begin("over");
        send("over", records.subList(0, 12));
        try (FollowedReplay replay = follow("over");
                EpochSource.Epoch epoch = replay.open(0, 0, new BitSet())) {
            List<Long> all = new ArrayList<>();
            epoch.next().forEach(knowledge -> all.add(knowledge.sample()));
            startOver("over", 12);
            send("over", records);
            for (int batch = 1; batch < SAMPLES / BATCH - 1; batch++) {
                epoch.next().forEach(knowledge -> all.add(knowledge.sample()));
            }
            seal("over", manifest("whole").getDigest(), 12);
            epoch.next().forEach(knowledge -> all.add(knowledge.sample()));

            assertThat(all)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, SAMPLES).boxed().toList());
            assertThat(notices)
                    .containsOnlyOnce(
                            "set over is produced again; samples that came before are compared and passed over");
            assertThat(samples(replay, 1, 0, new BitSet())).isEqualTo(samples(permuted(), 1, 0, new BitSet()));
        }
    }

    @Test
    void refusesAProductionThatStartsOverWithAnotherResult() throws Exception {
        begin("differs");
        send("differs", records.subList(0, 2));
        KnowledgeManifest before = manifest("differs");
        startOver("differs", 2);
        KnowledgeRecord first = records.get(0);
        ByteBuffer logits = records.get(1).getLogits();
        send(
                "differs",
                List.of(KnowledgeRecord.newBuilder(first).setLogits(logits).build()));

        assertThatThrownBy(() -> firstBatch(before))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("hsk.differs.knowledge-0@2: sample " + first.getSample()
                        + " is not what it was before the set was produced again")
                .hasMessageContaining("--restart");
    }

    @Test
    void refusesADoubledSampleInAProductionThatStartedOver() throws Exception {
        begin("twice");
        send("twice", records.subList(0, 2));
        KnowledgeManifest before = manifest("twice");
        startOver("twice", 2);
        send("twice", List.of(records.get(0), records.get(1), records.get(0)));

        assertThatThrownBy(() -> firstBatch(before))
                .isInstanceOf(UserException.class)
                .hasMessage("hsk.twice.knowledge-0@4: sample " + records.get(0).getSample() + " comes twice");
    }

    @Test
    void refusesASealOfOtherRecords() throws Exception {
        begin("other");
        send("other", records);
        seal("other", "0".repeat(64));
        try (FollowedReplay replay = follow("other")) {
            assertThatThrownBy(() -> samples(replay, 0, 0, new BitSet()))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("set other: its records have the digest "
                            + manifest("whole").getDigest());
        }
    }

    @Test
    void needsACopyAndASealWithoutIt() {
        HskRun both = set.run(set.train("whole", "x", "--follow", "--cache", "none"));
        assertThat(both.wrongUsage())
                .isEqualTo("hsk train: --follow needs a copy for its later epochs; leave out --cache none");

        set.load("unsealed");
        assertThat(set.run(set.train("unsealed", "x")).reason()).contains("LOADED, not COMPLETE", "--follow");
    }

    /** Creates a set like {@code whole} that is in production and has no records yet. */
    private void begin(String name) throws Exception {
        notices.clear();
        try (Admin admin = Admin.create(kafka.connection().adminProperties())) {
            admin.createTopics(List.of(new NewTopic(Topics.of(name).knowledge(), 1, (short) 1)))
                    .all()
                    .get();
        }
        new ManifestStore(kafka.connection())
                .put(KnowledgeManifest.newBuilder(manifest("whole"))
                        .setSet(name)
                        .setState("PRODUCING")
                        .setPartitions(List.of())
                        .setDigest(null)
                        .setSealed(null)
                        .build());
    }

    private void send(String name, List<KnowledgeRecord> some) throws Exception {
        Map<String, Object> properties = new HashMap<>(kafka.connection().producerProperties());
        properties.put("key.serializer", LongSerializer.class);
        try (KafkaProducer<Long, KnowledgeRecord> producer = new KafkaProducer<>(properties)) {
            for (KnowledgeRecord record : some) {
                producer.send(new ProducerRecord<>(Topics.of(name).knowledge(), 0, record.getSample(), record))
                        .get();
            }
        }
    }

    /** As a production does that begins again, with what is there left in its place. */
    private void startOver(String name, long offset) {
        new ManifestStore(kafka.connection()).update(name, now -> KnowledgeManifest.newBuilder(now)
                .setPartitions(List.of(new PartitionRange(0, offset, offset, 0L)))
                .build());
    }

    private void seal(String name, String digest) {
        seal(name, digest, 0);
    }

    private void seal(String name, String digest, long start) {
        new ManifestStore(kafka.connection()).update(name, now -> KnowledgeManifest.newBuilder(now)
                .setState("COMPLETE")
                .setPartitions(List.of(new PartitionRange(0, start, start + SAMPLES, (long) SAMPLES)))
                .setDigest(digest)
                .build());
    }

    private FollowedReplay follow(String name) {
        return follow(name, work.resolve("followed"));
    }

    private FollowedReplay follow(String name, Path directory) {
        return new FollowedReplay(kafka.connection(), manifest(name), directory, 1, BATCH, notices::add);
    }

    private EpochSource permuted() {
        KnowledgeManifest whole = manifest("whole");
        SetReader reader = new SetReader(kafka.connection(), whole);
        SetCache cache = new SetCache(work.resolve("copies"), WorkListener.SILENT);
        return new PermutedEpochs(new CachedRows(whole, cache.open(whole, reader::records)), 1, BATCH);
    }

    private KnowledgeManifest manifest(String name) {
        return new ManifestStore(kafka.connection()).require(name);
    }

    private void firstBatch(String name) {
        firstBatch(manifest(name));
    }

    private void firstBatch(KnowledgeManifest manifest) {
        Path directory = work.resolve("followed");
        try (FollowedReplay replay =
                        new FollowedReplay(kafka.connection(), manifest, directory, 1, BATCH, notices::add);
                EpochSource.Epoch epoch = replay.open(0, 0, new BitSet())) {
            epoch.next();
        }
    }

    private static List<List<Long>> samples(EpochSource source, int epoch, int from, BitSet seen) {
        List<List<Long>> batches = new ArrayList<>();
        try (EpochSource.Epoch opened = source.open(epoch, from, seen)) {
            for (int i = from; i < SAMPLES / BATCH; i++) {
                batches.add(opened.next().stream().map(Knowledge::sample).toList());
            }
        }
        return batches;
    }
}
