package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a set's records or topics were deleted, every command reports it at once, and the set can be restored. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class LostSetIT {
    private static final int SAMPLES = 300;

    private final Path work;
    private final LocalKafka kafka;
    private final SmallSet sets;

    LostSetIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.sets = SmallSet.prepare(kafka, work, SAMPLES);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    /** The ways in which a topic loses records. */
    enum Loss {
        FIRST_RECORDS,
        ALL_RECORDS,
        TOPIC,
        TOPIC_MADE_ANEW
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void everyCommandSaysThatKnowledgeIsLostAndProducingItAgainGivesTheSameDigest(Loss loss) throws Exception {
        String set = "k-" + loss.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        String digest = sealed(set);
        lose(Topics.of(set).knowledge(), loss);

        assertThat(sets.run("seal", "--set", set).reason()).contains("set " + set, ".knowledge", "hsk produce --set");
        assertThat(sets.run("audit", "--set", set, "--teacher", sets.teacher()).reason())
                .contains(".knowledge", "hsk produce --set");
        assertThat(lastLine(sets.run(sets.train(set, set + "-none", "--cache", "none"))))
                .contains(".knowledge", "hsk produce --set");
        assertThat(lastLine(sets.run(sets.train(set, set + "-copy", "--cache-dir", work.resolve("cache-" + set)))))
                .contains(".knowledge", "hsk produce --set");
        assertThat(lastLine(sets.run(
                        sets.train(set, set + "-follow", "--follow", "--cache-dir", work.resolve("cache-" + set)))))
                .contains(".knowledge", "hsk produce --set");
        assertThat(sets.run("sets", "--verify", "--set", set).err())
                .contains(".knowledge", "hsk produce --again --set");
        assertThat(sets.run("sets", "--set", set).out()).contains(".knowledge", "300 samples");
        HskRun load = sets.run("load", "--set", set, "--task", "cola", "--data", sets.data(), "--partitions", 2);
        assertThat(load.code()).isZero();
        assertThat(load.err()).contains(".knowledge", "hsk produce --set");

        HskRun produced = produce(set);
        assertThat(produced.code()).as(produced.err()).isZero();
        assertThat(produced.err()).contains("set " + set, ".knowledge", "produced again", digest);
        assertThat(sets.seal(set).get("digest").asText()).isEqualTo(digest);
        assertThat(sets.run("sets", "--verify", "--set", set).code()).isZero();
        assertThat(sets.run("audit", "--set", set, "--teacher", sets.teacher()).code())
                .isZero();
        HskRun trained = sets.run(sets.train(set, set + "-again", "--cache", "none"));
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void whatAnUnsealedSetHasLostIsProducedAgain(Loss loss) throws Exception {
        String set = "u-" + loss.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        sets.load(set);
        sets.produce(set);
        lose(Topics.of(set).knowledge(), loss);

        HskRun produced = produce(set);
        assertThat(produced.code()).as(produced.err()).isZero();
        assertThat(produced.err()).contains("produced again");

        assertThat(sets.seal(set).get("digest").asText()).isEqualTo(sealed("whole"));
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void loadingTheSameDataAgainRestoresLostSamples(Loss loss) throws Exception {
        String set = "s-" + loss.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        String digest = sealed(set);
        lose(Topics.of(set).samples(), loss);
        lose(Topics.of(set).dev(), loss);

        assertThat(sets.run("audit", "--set", set, "--teacher", sets.teacher()).reason())
                .contains(".samples", "hsk load --set");
        assertThat(lastLine(sets.run(sets.train(set, set, "--cache", "none")))).contains(".dev", "hsk load --set");

        HskRun loaded = sets.run("load", "--set", set, "--task", "cola", "--data", sets.data(), "--partitions", 2);
        assertThat(loaded.code()).as(loaded.err()).isZero();
        assertThat(loaded.json().get("restored")).hasSize(2);
        assertThat(sets.run("audit", "--set", set, "--teacher", sets.teacher()).code())
                .isZero();
        HskRun trained = sets.run(sets.train(set, set, "--cache", "none"));
        assertThat(trained.code()).as(trained.err()).isZero();
        lose(Topics.of(set).knowledge(), Loss.ALL_RECORDS);
        HskRun produced = produce(set);
        assertThat(produced.code()).as(produced.err()).isZero();
        assertThat(sets.seal(set).get("digest").asText()).isEqualTo(digest);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void samplesLostBeforeTheyAreProducedAreNamedAndComeBack(Loss loss) throws Exception {
        String set = "l-" + loss.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        sets.load(set);
        lose(Topics.of(set).samples(), loss);

        assertThat(produce(set).reason()).contains(".samples", "hsk load --set");

        sets.load(set);
        assertThat(produce(set).code()).isZero();
        assertThat(sets.seal(set).get("digest").asText()).isEqualTo(sealed("whole"));
    }

    @Test
    void otherRecordsThanBeforeAreRefusedWithBothDigests() throws Exception {
        String digest = sealed("other");
        lose(Topics.of("other").knowledge(), Loss.ALL_RECORDS);
        assertThat(produce("other").code()).isZero();
        SetTopics topics = new SetTopics(kafka.connection());
        new dev.hskstream.kafka.catalog.ManifestStore(kafka.connection())
                .update("other", now -> dev.hskstream.schemas.avro.KnowledgeManifest.newBuilder(now)
                        .setDigest("0".repeat(64))
                        .build());

        assertThat(sets.run("seal", "--set", "other").reason()).contains("0".repeat(64), digest, "--again");
        assertThat(topics.manifest("other").getState()).isEqualTo("PRODUCING");
    }

    private String sealed(String set) {
        sets.load(set);
        sets.produce(set);
        JsonNode seal = sets.seal(set);
        return seal.get("digest").asText();
    }

    private HskRun produce(String set) {
        return sets.producing(set);
    }

    private static String lastLine(HskRun run) {
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        List<String> lines = run.err().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private void lose(String topic, Loss loss) throws Exception {
        var ranges = TopicOffsets.of(kafka.connection(), topic);
        try (Admin admin = Admin.create(kafka.connection().adminProperties())) {
            switch (loss) {
                case FIRST_RECORDS ->
                    admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(5)))
                            .all()
                            .get();
                case ALL_RECORDS -> {
                    for (int partition : ranges.keySet()) {
                        admin.deleteRecords(
                                        Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1)))
                                .all()
                                .get();
                    }
                }
                case TOPIC, TOPIC_MADE_ANEW -> {
                    admin.deleteTopics(List.of(topic)).all().get();
                    while (admin.listTopics().names().get().contains(topic)) {
                        Thread.onSpinWait();
                    }
                    if (loss == Loss.TOPIC_MADE_ANEW) {
                        admin.createTopics(List.of(new NewTopic(topic, Optional.of(ranges.size()), Optional.empty())))
                                .all()
                                .get();
                    }
                }
            }
        }
        while (loss == Loss.TOPIC_MADE_ANEW
                && TopicOffsets.of(kafka.connection(), topic).isEmpty()) {
            Thread.onSpinWait();
        }
    }
}
