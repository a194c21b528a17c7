package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code hsk lag} on real sets and trainings, compared with Kafka's own tool. Sets have 600 samples in two partitions:
 * 344 in partition 0, 256 in partition 1, each followed by the marker of the transaction that loaded them.
 */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class LagIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LocalKafka kafka;
    private final SmallSet set;

    LagIT(@TempDir Path work) throws Exception {
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        this.set = SmallSet.prepare(kafka, work, 600);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void saysThatThereIsNoSet(@TempDir Path empty) {
        try (LocalKafka other = LocalKafka.start(empty)) {
            assertThat(HskRun.of(other.options(), "lag").out().strip())
                    .isEqualTo("there is no set yet; load one with hsk load");
        }
    }

    @Test
    void countsWhatATeacherHasLeft() throws Exception {
        set.load("half");
        assertThat(lag("half").at("/teacher/samplesLeft").asLong()).isEqualTo(600);
        assertThat(failing("half", 599).code()).isEqualTo(3);
        assertThat(failing("half", 600).code()).isZero();

        commit("hsk.half.teacher", Topics.of("half").samples(), Map.of(0, 256L, 1, 256L));

        JsonNode half = lag("half");
        assertThat(half.at("/state").asText()).isEqualTo("LOADED");
        assertThat(half.at("/teacher/verdict/reason").asText()).isEqualTo("no worker runs; start hsk produce");
        assertThat(half.at("/teacher/samplesLeft").asLong()).isEqualTo(88);
        assertThat(offsetsLeft(half.at("/teacher")))
                .isEqualTo(Map.of(0, "89", 1, "1"))
                .isEqualTo(tool("hsk.half.teacher"));
    }

    /** The transaction's marker has an offset too, so an end is one more than the number of samples. */
    @Test
    void hasTheEndsThatKcatHas() throws Exception {
        Assumptions.assumeTrue(Kcat.executable().isPresent(), "LEFT OUT: there is no kcat");
        set.load("ends");
        commit("hsk.ends.teacher", Topics.of("ends").samples(), Map.of(0, 300L, 1, 256L));

        Map<Integer, Long> ends =
                Kcat.ends(kafka.broker().bootstrapServers(), Topics.of("ends").samples(), 2);

        assertThat(ends).isEqualTo(Map.of(0, 345L, 1, 257L));
        JsonNode teacher = lag("ends").at("/teacher");
        teacher.at("/partitions")
                .forEach(partition -> assertThat(partition.at("/end").asLong())
                        .isEqualTo(ends.get(partition.at("/partition").asInt())));
        assertThat(offsetsLeft(teacher)).isEqualTo(Map.of(0, "45", 1, "1"));
    }

    @Test
    void reachesZeroWhenTheTeacherIsDone() {
        set.load("done");
        set.produce("done");

        JsonNode done = lag("done");
        assertThat(done.at("/teacher/verdict/reason").asText()).isEqualTo("all knowledge is there; run hsk seal");
        assertThat(done.at("/teacher/samplesLeft").asLong()).isZero();
        assertThat(done.at("/teacher/secondsLeft").asLong()).isZero();
        assertThat(offsetsLeft(done.at("/teacher")))
                .isEqualTo(Map.of(0, "0", 1, "0"))
                .isEqualTo(tool("hsk.done.teacher"));
    }

    @Test
    void followsAStudentToItsEnd() throws Exception {
        set.load("s");
        set.produce("s");
        set.seal("s");

        try (HskProcess training = HskProcess.start(train("slow", 400))) {
            // 401 epochs of 600 samples, 75 steps each.
            Poll.until("a lag between start and end", PATIENCE, () -> training.running() && isUnderWay());
            JsonNode before;
            Map<Integer, String> tool;
            do {
                before = student("slow");
                tool = tool("hsk.s.student.slow");
            } while (!offsetsLeft(student("slow")).equals(offsetsLeft(before)));
            assertThat(offsetsLeft(before)).isEqualTo(tool);
            assertThat(before.at("/samplesLeft").asLong()
                            + before.at("/run/samples").asLong())
                    .isEqualTo(401 * 600);
            assertThat(before.at("/stepsLeft").asLong() + before.at("/run/step").asLong())
                    .isEqualTo(401 * 75);
            assertThat(before.at("/secondsLeft").asLong()).isPositive();
            assertThat(before.at("/verdict/bottleneck").asText()).isIn("device", "decoding");
        }

        HskProcess.start(train("quick", 1)).waitFor(PATIENCE).json();
        JsonNode quick = student("quick");
        assertThat(quick.at("/run/state").asText()).isEqualTo("FINISHED");
        assertThat(quick.at("/samplesLeft").asLong()).isZero();
        assertThat(offsetsLeft(quick)).isEqualTo(Map.of(0, "0", 1, "0")).isEqualTo(tool("hsk.s.student.quick"));
    }

    @Test
    void namesTheKnownSetsForAnUnknownOne() {
        set.load("known");

        assertThat(set.run("lag", "--set", "unknown").reason()).contains("no set \"unknown\"; known sets: ", "known");
    }

    private boolean isUnderWay() {
        JsonNode slow = student("slow");
        return slow.at("/run/step").asLong() > 0
                && slow.at("/partitions/0/committed").asLong() > 0;
    }

    private List<Object> train(String name, int epochs) {
        List<Object> line =
                new ArrayList<>(set.train("s", name, "--cache-dir", set.work().resolve("cache")));
        line.set(line.indexOf("--epochs") + 1, epochs);
        return line;
    }

    private JsonNode lag(String name) {
        return set.run("lag", "--set", name).json().at("/sets/0");
    }

    private HskRun failing(String name, long limit) {
        return set.run("lag", "--set", name, "--fail-above", limit);
    }

    private JsonNode student(String name) {
        for (JsonNode student : lag("s").at("/students")) {
            if (student.at("/student").asText().equals(name)) {
                return student;
            }
        }
        return MissingNode.getInstance();
    }

    private static Map<Integer, String> offsetsLeft(JsonNode reader) {
        Map<Integer, String> left = new TreeMap<>();
        reader.at("/partitions")
                .forEach(partition -> left.put(
                        partition.at("/partition").asInt(),
                        partition.at("/offsetsLeft").asText()));
        return left;
    }

    private Map<Integer, String> tool(String group) {
        return KafkaGroupsTool.lag(kafka.broker().bootstrapServers(), group);
    }

    private void commit(String group, String topic, Map<Integer, Long> offsets) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        offsets.forEach((partition, offset) ->
                commits.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset)));
        try (Admin admin = Admin.create(kafka.connection().adminProperties())) {
            admin.alterConsumerGroupOffsets(group, commits).all().get();
        }
    }
}
