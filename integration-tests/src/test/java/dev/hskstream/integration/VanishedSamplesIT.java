package dev.hskstream.integration;

import static dev.hskstream.integration.TeacherMembers.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Samples that vanish while a worker is at them: it ends, says what is lost, and the set is made whole by what it advises. */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class VanishedSamplesIT {
    private static final int SAMPLES = 2 * TeacherRuns.PARTITIONS * 256;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final TeacherRuns runs;
    private final Path slow;

    VanishedSamplesIT(@TempDir Path work) throws Exception {
        // Little is fetched ahead, or a worker has all samples in memory before they vanish.
        this.slow = Files.writeString(
                work.resolve("slow.properties"), "max.partition.fetch.bytes=8192\nfetch.max.bytes=8192\n");
        this.runs = TeacherRuns.prepare(work);
    }

    @AfterAll
    void stop() {
        runs.close();
    }

    @Test
    void recordsAreRemoved() throws Exception {
        assertNamedAndRestored("removed", (admin, topic) -> {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            TopicOffsets.of(runs.connection(), topic)
                    .keySet()
                    .forEach(partition ->
                            all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1)));
            admin.deleteRecords(all).all().get();
        });
    }

    @Test
    void theTopicIsDeleted() throws Exception {
        assertNamedAndRestored(
                "deleted",
                (admin, topic) -> admin.deleteTopics(List.of(topic)).all().get());
    }

    private void assertNamedAndRestored(String set, Loss loss) throws Exception {
        TeacherMembers group = runs.load(set, SAMPLES);
        long all = group.left();
        try (HskProcess worker = runs.start(set, "one", "--kafka-config", slow);
                Admin admin = Admin.create(runs.connection().adminProperties())) {
            until("progress", () -> group.left() < all, worker::err);
            loss.on(admin, Topics.of(set).samples());

            HskRun run = worker.waitFor(LONG);
            assertThat(run.code()).as(run.err()).isEqualTo(1);
            assertThat(run.err().lines().reduce((first, second) -> second).orElseThrow())
                    .startsWith("hsk produce: set " + set + ": ")
                    .contains(Topics.of(set).samples(), "hsk load --set " + set)
                    .doesNotContain("another");
        }
        runs.load(set, SAMPLES);
        try (HskProcess again = runs.start(set, "one")) {
            again.waitFor(LONG).json();
        }
        assertThat(runs.seal(set)).hasSize(64);
    }

    private interface Loss {
        void on(Admin admin, String topic) throws Exception;
    }
}
