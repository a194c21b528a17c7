package dev.hskstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Lineage;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.Topics;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Foreign or damaged records in a set's topics are reported with topic, partition and offset, and are never trained on.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class PoisonIT {
    private static final int SAMPLES = 12;
    private static final String KEPT = " --depth 0,3 --length 3:left --width 0.25:magnitude --teacher ";

    private final Path work;
    private final Path data;
    private final Path teacher;
    private final LocalKafka kafka;
    private final SetTopics topics;
    private List<KnowledgeRecord> genuine = List.of();

    /** The kinds of damaged records, with the text that must be reported. */
    enum Poison {
        GARBAGE("not in Confluent's wire format"),
        OTHER_SCHEMA("is a Sample, the topic holds KnowledgeRecords"),
        UNKNOWN_SCHEMA("cannot read a record of schema id 4711"),
        TRUNCATED("sample 5: layer 0: payload has "),
        UNKNOWN_ENCODING("sample 5: layer 0: unknown value encoding 9"),
        FOREIGN_LINEAGE("sample 5: lineage is 0707070707070707"),
        OUTSIDE("sample 4000 is outside the set's 0..11"),
        TOMBSTONE("the record has no value");

        private final String said;

        Poison(String said) {
            this.said = said;
        }
    }

    PoisonIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.data = SmallCola.write(work.resolve("data"), SAMPLES, 4);
        this.teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5);
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.topics = new SetTopics(kafka.connection());
    }

    @BeforeAll
    void makeASet() {
        produceAndSeal("whole");
        genuine = topics.records("whole");
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource(Poison.class)
    void aPoisonedSetIsNeitherSealedNorTrainedOn(Poison poison) {
        String set = "open-" + poison.name().toLowerCase(Locale.ROOT);
        done("load --set " + set + " --partitions 2 --task cola --data " + data);
        topics.claimLike(set, "whole");
        List<SetTopics.Message> messages = new ArrayList<>();
        genuine.forEach(
                record -> messages.add(new SetTopics.Message(record.getSample(), topics.bytes("whole", record))));
        messages.add(5, new SetTopics.Message(5, poisoned(poison, 5)));
        RecordMetadata place =
                topics.writeAll(Topics.of(set).knowledge(), messages).get(5);

        assertThat(refused("seal --set " + set))
                .startsWith("hsk seal: hsk." + set + ".knowledge-1@" + place.offset() + ": ")
                .contains(poison.said);
        assertThat(refused(train(set, "never"))).startsWith("hsk train: set " + set + " is PRODUCING, not COMPLETE");
        assertThat(work.resolve("never")).doesNotExist();
    }

    @Test
    void whatComesAfterSealingIsNamedAndChangesNoTraining() throws Exception {
        produceAndSeal("late");
        done(train("late", "before"));
        assertThat(done("sets --verify --set late --json")
                        .json()
                        .path(0)
                        .path("result")
                        .asText())
                .isEqualTo("VERIFIED");
        List<SetTopics.Message> messages = new ArrayList<>();
        for (Poison poison : Poison.values()) {
            messages.add(new SetTopics.Message(4, poisoned(poison, 4)));
            messages.add(new SetTopics.Message(5, poisoned(poison, 5)));
        }
        RecordMetadata first =
                topics.writeAll(Topics.of("late").knowledge(), messages).get(0);

        done(train("late", "after"));
        assertThat(Files.readAllBytes(work.resolve("after/model.safetensors")))
                .isEqualTo(Files.readAllBytes(work.resolve("before/model.safetensors")));
        done("audit --set late --teacher " + teacher);
        assertThat(refused("sets --verify --set late"))
                .startsWith("hsk sets: set late is not what was sealed: 16 records were written after it was sealed: ")
                .contains("hsk.late.knowledge-0@" + first.offset(), ", ...");
    }

    @Test
    void everySetIsVerifiedAndTheWrongOnesAreNamed() {
        produceAndSeal("right");
        produceAndSeal("wrong");
        done("load --set unsealed --task cola --data " + data);
        topics.writeAll(Topics.of("wrong").knowledge(), List.of(new SetTopics.Message(1, new byte[] {1})));

        HskRun run = HskRun.of(kafka.options(), (Object[]) "sets --verify --json".split(" ", -1));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> line.contains(" set wrong ")))
                .hasSize(1);
        assertThat(run.err()).doesNotContain(" set right ", " set unsealed ");
        JsonNode results = new HskRun(0, run.out(), "").json();
        assertThat(result(results, "right").path("result").asText()).isEqualTo("VERIFIED");
        assertThat(result(results, "unsealed").path("result").asText()).isEqualTo("UNSEALED");
        assertThat(result(results, "wrong").path("result").asText()).isEqualTo("DIFFERENT");
        assertThat(result(results, "wrong").path("differences").path(0).asText())
                .startsWith("1 record was written after it was sealed: hsk.wrong.knowledge-1@");
        assertThat(refused("sets --verify --set unsealed"))
                .startsWith("hsk sets: set unsealed is LOADED, not COMPLETE");
    }

    @Test
    void aSetWhoseManifestIsChangedIsNamed() {
        produceAndSeal("changed");
        var store = new dev.hskstream.kafka.catalog.ManifestStore(kafka.connection());
        var manifest = store.require("changed");
        manifest.setDigest("0".repeat(64));
        manifest.setRecordBytes(manifest.getRecordBytes() + 1);
        store.put(manifest);

        assertThat(refused("sets --verify --set changed"))
                .startsWith("hsk sets: set changed is not what was sealed: bytes of records: ")
                .contains("; digest: ", ", sealed with 000000");
    }

    @ParameterizedTest
    @CsvSource({"garbage, not in Confluent's wire format", "knowledge, is a KnowledgeRecord", "tombstone, has no value"
    })
    void aPoisonedSampleIsNamedByTheWorkerThatMeetsIt(String kind, String said) {
        String set = "spoilt-" + kind;
        byte @Nullable [] value =
                switch (kind) {
                    case "garbage" -> "not a sample".getBytes(UTF_8);
                    case "knowledge" -> topics.bytes("whole", genuine.get(0));
                    default -> null;
                };
        TopicCreation.set(kafka.connection(), Topics.of(set), 2);
        RecordMetadata place = topics.writeAll(Topics.of(set).samples(), List.of(new SetTopics.Message(3, value)))
                .get(0);
        done("load --set " + set + " --partitions 2 --task cola --data " + data);

        assertThat(refused("produce --set " + set + KEPT + teacher))
                .startsWith("hsk produce: hsk." + set + ".samples-1@" + place.offset() + ": ")
                .contains(said);
    }

    private byte @Nullable [] poisoned(Poison poison, int sample) {
        KnowledgeRecord record = KnowledgeRecord.newBuilder(genuine.get(sample)).build();
        ByteBuffer payload = record.getLayers().get(0).getPayload().duplicate();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        switch (poison) {
            case GARBAGE -> {
                return "no record".getBytes(UTF_8);
            }
            case OTHER_SCHEMA, UNKNOWN_SCHEMA -> {
                int id = poison == Poison.UNKNOWN_SCHEMA
                        ? 4711
                        : kafka.connection()
                                .registry()
                                .lookup(Topics.of("whole").samples() + "-value", Sample.getClassSchema());
                return ByteBuffer.wrap(topics.bytes("whole", record))
                        .putInt(1, id)
                        .array();
            }
            case TRUNCATED ->
                record.getLayers().get(0).setPayload(ByteBuffer.wrap(Arrays.copyOf(bytes, bytes.length - 1)));
            case UNKNOWN_ENCODING -> {
                bytes[1] = 9;
                record.getLayers().get(0).setPayload(ByteBuffer.wrap(bytes));
            }
            case FOREIGN_LINEAGE -> {
                byte[] other = new byte[8];
                Arrays.fill(other, (byte) 7);
                record.setLineage(new Lineage(other));
            }
            case OUTSIDE -> record.setSample(4000);
            case TOMBSTONE -> {
                return null;
            }
            default -> throw new AssertionError(poison);
        }
        return topics.bytes("whole", record);
    }

    private void produceAndSeal(String set) {
        done("load --set " + set + " --partitions 2 --task cola --data " + data);
        done("produce --set " + set + KEPT + teacher);
        done("seal --set " + set);
    }

    private String train(String set, String name) {
        return "train --set " + set + " --student bert:1/16/2/32 --epochs 1 --name " + name + " --out "
                + work.resolve(name) + " --cache-dir " + work.resolve("cache");
    }

    private static JsonNode result(JsonNode results, String set) {
        for (JsonNode result : results) {
            if (result.path("set").asText().equals(set)) {
                return result;
            }
        }
        throw new AssertionError(set + " is not in " + results);
    }

    private HskRun done(String line) {
        Object[] words = line.split(" ", -1);
        HskRun run = HskRun.of(kafka.options(), words);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private String refused(String line) {
        Object[] words = line.split(" ", -1);
        return Objects.requireNonNull(HskRun.of(kafka.options(), words).reason());
    }
}
