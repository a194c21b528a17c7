package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.scan.LatestRecords;
import dev.hskstream.monitor.statistics.StatisticsService;
import dev.hskstream.monitor.training.TrainingTopology;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is old disappears from {@code hsk.statistics}. */
@Timeout(180)
class OldStatisticsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The events' times are the writer's here, so that one can be old. */
    @Test
    void aMonitorThatStartsRemovesOldRuns(@TempDir Path work) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(work)) {
            createEventsOfAnyTime(kafka);
            KnownRun old = new KnownRun(kafka, "s/old");
            KnownRun young = new KnownRun(kafka, "s/young");
            try (StatisticsService first = StatisticsService.start(kafka.connection())) {
                // When this one is counted, the task has looked for old runs, and will not again for some minutes.
                young.report(0, 2);
                Poll.until("it counts", LIMIT, () -> events(first, "s/young") == 2);
                old.reportAt(Instant.now().minus(TrainingTopology.KEPT).minusSeconds(60), 0, 2);
                Poll.until("the old run is counted", LIMIT, () -> events(first, "s/old") == 2);
            }

            try (StatisticsService second = StatisticsService.start(kafka.connection())) {
                Poll.until("the young run is there", LIMIT, () -> events(second, "s/young") == 2);
                Poll.until(
                        "the old run is gone", LIMIT, () -> second.run("s/old").isEmpty());
            }
            try (LatestRecords<Statistic> topic = new LatestRecords<>(kafka.connection(), Topics.STATISTICS)) {
                assertThat(topic.read()).containsOnlyKeys("run/s/young");
            }
        }
    }

    private static void createEventsOfAnyTime(LocalKafka kafka) throws Exception {
        NewTopic topic = new NewTopic(Topics.TRAINING_EVENTS, Optional.of(1), Optional.empty())
                .configs(Map.of(
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "CreateTime",
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1"));
        try (Admin admin = Admin.create(kafka.connection().adminProperties())) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static long events(StatisticsService service, String run) {
        return service.run(run).map(found -> found.events()).orElse(0L);
    }
}
