package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.layout.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that somebody changed, extended or made anew after a set was loaded: every command that opens the set says so. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class ChangedTopicsIT {
    private static final int SAMPLES = 300;
    private static final int PARTITIONS = 2;

    private final Path work;
    private final LocalKafka kafka;
    private final SmallSet sets;
    private final Admin admin;

    ChangedTopicsIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.sets = SmallSet.prepare(kafka, work, SAMPLES);
        this.admin = Admin.create(kafka.connection().adminProperties());
    }

    @AfterAll
    void stop() {
        admin.close();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact", "compact,delete"})
    void everyCommandRefusesACompactedTopicAndGoesOnOnceItIsSetBack(String policy) throws Exception {
        String set = policy.equals("compact") ? "compact" : "both";
        Topics topics = Topics.of(set);
        String[] samples = {"topic " + topics.samples() + " has cleanup.policy=" + policy, "cleanup.policy=delete"};
        String[] knowledge = {"topic " + topics.knowledge() + " has cleanup.policy=" + policy, "cleanup.policy=delete"};
        sets.load(set);

        clean(topics.samples(), policy);
        assertThat(sets.producing(set).reason()).contains(samples);
        assertThat(load(set).reason()).contains(samples);
        clean(topics.samples(), "delete");
        sets.produce(set);

        clean(topics.knowledge(), policy);
        assertThat(sets.producing(set).reason()).contains(knowledge);
        assertThat(sets.run("seal", "--set", set).reason()).contains(knowledge);
        clean(topics.knowledge(), "delete");
        sets.seal(set);

        clean(topics.knowledge(), policy);
        assertThat(sets.run("seal", "--set", set).reason()).contains(knowledge);
        assertThat(audit(set).reason()).contains(knowledge);
        assertThat(sets.run("sets", "--verify", "--set", set).err()).contains(knowledge);
        for (String cache : List.of("none", "shared")) {
            assertThat(train(set, cache).reason()).contains(knowledge);
        }
        clean(topics.knowledge(), "delete");
        clean(topics.dev(), policy);
        assertThat(train(set, "none").reason())
                .contains("topic " + topics.dev() + " has cleanup.policy=" + policy, "cleanup.policy=delete");
        clean(topics.dev(), "delete");
        assertThat(audit(set).code()).isZero();
        assertThat(train(set, "none").code()).isZero();
    }

    @Test
    void whatIsNotSealedIsRefusedWhereItsTopicsWereExtendedAndComesBackAsTheMessageSays() throws Exception {
        Topics topics = Topics.of("extended");
        sets.load("extended");
        extend(topics.samples());

        String samples = "topic " + topics.samples() + " has 5 partitions, set extended has 2 there";
        assertThat(sets.producing("extended").reason()).contains(samples, "delete it", "hsk load --set extended");
        assertThat(load("extended").reason()).contains(samples);
        delete(topics.samples());
        sets.load("extended");
        assertThat(TopicOffsets.of(kafka.connection(), topics.samples())).hasSize(PARTITIONS);
        sets.produce("extended");

        extend(topics.knowledge());
        String knowledge = "topic " + topics.knowledge() + " has 5 partitions, set extended has 2 there";
        assertThat(sets.producing("extended").reason()).contains(knowledge, "delete it", "hsk produce --set extended");
        assertThat(sets.run("seal", "--set", "extended").reason()).contains(knowledge, "hsk produce --set extended");
        assertThat(sets.run(sets.train("extended", "followed", "--follow", "--cache-dir", work.resolve("f")))
                        .reason())
                .contains(knowledge, "hsk produce --set extended");
        delete(topics.knowledge());
        sets.produce("extended");
        sets.seal("extended");
    }

    @Test
    void aSealedSetWhoseTopicsWereExtendedIsReadAsBeforeAndThatIsSaid() throws Exception {
        Topics topics = Topics.of("grown");
        String digest = sealed("grown");
        extend(topics.knowledge());
        extend(topics.samples());

        String said = "topic " + topics.knowledge() + " has 5 partitions, set grown has 2 there: it was extended";
        assertThat(sets.run("seal", "--set", "grown")).satisfies(run -> {
            assertThat(run.json().get("digest").asText()).isEqualTo(digest);
            assertThat(run.err()).contains(said);
        });
        assertThat(audit("grown")).satisfies(run -> {
            assertThat(run.code()).isZero();
            assertThat(run.err()).contains(said, topics.samples() + " has 5 partitions");
        });
        for (String cache : List.of("none", "shared")) {
            HskRun trained = train("grown", cache);
            assertThat(trained.code()).as(trained.err()).isZero();
            assertThat(trained.err()).contains(said);
        }
        assertThat(sets.run("sets", "--verify", "--set", "grown").code()).isZero();
        assertThat(load("grown").err()).contains(said);
        assertThat(sets.producing("grown").err()).contains(said);
    }

    @Test
    void fewerPartitionsThanASetHasAreRefusedAndComeBackAsTheMessageSays() throws Exception {
        Topics topics = Topics.of("fewer");
        String digest = sealed("fewer");
        delete(topics.knowledge());
        create(topics.knowledge(), 1);

        String said = "topic " + topics.knowledge() + " has 1 partition, set fewer has 2 there";
        for (HskRun run : List.of(
                sets.run("seal", "--set", "fewer"), audit("fewer"), train("fewer", "none"), sets.producing("fewer"))) {
            assertThat(run.reason()).contains(said, "delete it", "hsk produce --set fewer");
        }
        delete(topics.knowledge());
        sets.produce("fewer");
        assertThat(sets.seal("fewer").get("digest").asText()).isEqualTo(digest);
    }

    /** Its offsets look as if nothing had happened. */
    @Test
    void aTopicThatWasMadeAnewAndFilledAgainIsToldByItsId() throws Exception {
        Topics topics = Topics.of("anew");
        sets.load("anew");
        refill(topics.samples());

        String samples = "set anew was written to one with ";
        assertThat(sets.producing("anew").reason())
                .contains("topic " + topics.samples(), samples, "made anew", "hsk load --set anew");
        assertThat(load("anew").err()).contains("topic " + topics.samples(), "hsk load --set anew");
        delete(topics.samples());
        sets.load("anew");
        sets.produce("anew");

        refill(topics.knowledge());
        assertThat(sets.run("seal", "--set", "anew").reason())
                .contains("topic " + topics.knowledge(), "made anew", "hsk produce --set anew");
        HskRun produced = sets.producing("anew");
        assertThat(produced.code()).as(produced.err()).isZero();
        assertThat(produced.err()).contains("topic " + topics.knowledge(), "made anew", "produced again");
        sets.seal("anew");

        refill(topics.dev());
        HskRun trained = train("anew", "none");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("topic " + topics.dev(), "made anew", "hsk load --set anew");
    }

    /** The limit is too long for the broker to remove anything during this test. */
    @Test
    void everyCommandThatOpensASetSaysThatARetentionWillRemoveItsRecords() throws Exception {
        Topics topics = Topics.of("kept");
        sets.load("kept");
        set(topics.samples(), "retention.ms", "604800000");
        String samples = "topic " + topics.samples() + " has retention.ms=604800000: the broker will remove records";

        assertThat(sets.producing("kept").err()).containsOnlyOnce(samples);
        assertThat(load("kept").err()).containsOnlyOnce(samples);

        set(topics.knowledge(), "retention.bytes", "1000000000");
        set(topics.dev(), "retention.ms", "604800000");
        String knowledge = "topic " + topics.knowledge() + " has retention.bytes=1000000000";
        assertThat(sets.run("seal", "--set", "kept").err()).containsOnlyOnce(knowledge);
        assertThat(sets.run("seal", "--set", "kept").err()).containsOnlyOnce(knowledge);
        assertThat(sets.run("sets", "--verify", "--set", "kept").err()).containsOnlyOnce(knowledge);
        assertThat(sets.producing("kept").err()).containsOnlyOnce(knowledge).containsOnlyOnce(samples);
        assertThat(audit("kept").err()).containsOnlyOnce(knowledge).containsOnlyOnce(samples);
        assertThat(train("kept", "none").err())
                .containsOnlyOnce(knowledge)
                .containsOnlyOnce("topic " + topics.dev() + " has retention.ms=604800000");
    }

    @Test
    void theKnowledgeTopicOfALoadedSetIsMadeWhereItIsGone() throws Exception {
        sets.load("gone");
        delete(Topics.of("gone").knowledge());

        sets.produce("gone");
        sets.seal("gone");
        assertThat(TopicOffsets.of(kafka.connection(), Topics.of("gone").knowledge()))
                .hasSize(PARTITIONS);
    }

    private String sealed(String set) {
        sets.load(set);
        sets.produce(set);
        return sets.seal(set).get("digest").asText();
    }

    private HskRun load(String set) {
        return sets.run("load", "--set", set, "--task", "cola", "--data", sets.data(), "--partitions", PARTITIONS);
    }

    private HskRun audit(String set) {
        return sets.run("audit", "--set", set, "--teacher", sets.teacher());
    }

    private HskRun train(String set, String cache) {
        List<Object> more = new ArrayList<>(List.of("--cache", cache, "--cache-dir", work.resolve("cache"), "--force"));
        return sets.run(sets.train(set, set + "-" + cache, more.toArray()));
    }

    private void clean(String topic, String policy) throws Exception {
        set(topic, "cleanup.policy", policy);
    }

    private void set(String topic, String property, String value) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        ConfigEntry entry = new ConfigEntry(property, value);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
        while (!value.equals(valueOf(resource, property))) {
            Thread.onSpinWait();
        }
    }

    private String valueOf(ConfigResource topic, String property) throws Exception {
        var configs = admin.describeConfigs(List.of(topic)).all().get();
        return Objects.requireNonNull(configs.get(topic)).get(property).value();
    }

    private void extend(String topic) throws Exception {
        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(5))).all().get();
        while (TopicOffsets.of(kafka.connection(), topic).size() < 5) {
            Thread.onSpinWait();
        }
    }

    private void delete(String topic) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        while (admin.listTopics().names().get().contains(topic)) {
            Thread.onSpinWait();
        }
    }

    private void create(String topic, int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("retention.ms", "-1"))))
                .all()
                .get();
        while (TopicOffsets.of(kafka.connection(), topic).size() < partitions) {
            Thread.onSpinWait();
        }
    }

    /** The same records at the same offsets in another topic of that name. */
    private void refill(String topic) throws Exception {
        var ranges = TopicOffsets.of(kafka.connection(), topic);
        List<SetTopics.Message> messages = new ArrayList<>();
        List<Integer> partitions = new ArrayList<>();
        try (TopicScan<byte[], byte[]> scan = TopicScan.raw(kafka.connection(), topic)) {
            scan.read(scan.ranges(), record -> {
                messages.add(new SetTopics.Message(ByteBuffer.wrap(record.key()).getLong(), record.value()));
                partitions.add(record.partition());
            });
        }
        delete(topic);
        create(topic, ranges.size());
        SetTopics writer = new SetTopics(kafka.connection());
        writer.writeTo(topic, messages, partitions);
        // What were transactions' markers.
        for (int partition : ranges.keySet()) {
            long missing = end(ranges, partition) - end(TopicOffsets.of(kafka.connection(), topic), partition);
            for (long i = 0; i < missing; i++) {
                writer.writeTo(topic, messages.subList(0, 1), List.of(partition));
            }
        }
    }

    private static long end(SortedMap<Integer, TopicScan.Range> ranges, int partition) {
        return Objects.requireNonNull(ranges.get(partition)).end();
    }
}
