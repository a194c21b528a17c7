package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hsk lag} says of retention limits, on a broker that removes records soon after it may. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class RetentionIT {
    private static final long WEEK = 604_800_000;

    private final LocalKafka kafka;
    private final SmallSet sets;
    private final Admin admin;

    RetentionIT(@TempDir Path work) throws Exception {
        this.kafka = LocalKafka.start(
                work.resolve("kafka"),
                Map.of("log.retention.check.interval.ms", "300", "log.initial.task.delay.ms", "100"));
        this.sets = SmallSet.prepare(kafka, work, 300);
        this.admin = Admin.create(kafka.connection().adminProperties());
    }

    @AfterAll
    void stop() {
        admin.close();
        kafka.close();
    }

    @Test
    void isSilentWithoutALimit() {
        sets.load("kept");

        assertThat(lag("kept").at("/retention")).isEmpty();
        assertThat(HskRun.of(kafka.options(), "lag", "--set", "kept").out()).doesNotContain("retention");
    }

    @Test
    void saysWhoWillMissRecordsFromWhenOn() throws Exception {
        Topics topics = Topics.of("read");
        sets.load("read");
        sets.produce("read");
        sets.seal("read");
        set(topics.knowledge(), "retention.ms", WEEK);
        set(topics.samples(), "retention.bytes", 1_000_000_000);

        JsonNode risks = lag("read").at("/retention");
        assertThat(risks).hasSize(2);
        assertThat(risks.at("/0/topic").asText()).isEqualTo(topics.knowledge());
        assertThat(time(risks.at("/0"))).isEqualTo(oldest(topics.knowledge()).plusMillis(WEEK));
        assertThat(risks.at("/0/readers")).extracting(JsonNode::asText).containsExactly("first student");
        assertThat(risks.at("/1/topic").asText()).isEqualTo(topics.samples());
        assertThat(risks.at("/1/lossAboveBytes").asLong()).isEqualTo(1_000_000_000);
        assertThat(risks.at("/1/readers")).isEmpty();

        HskProcess.start(sets.train("read", "x", "--cache-dir", sets.work().resolve("cache")))
                .waitFor(Duration.ofMinutes(2))
                .json();
        assertThat(lag("read").at("/retention/0/readers")).isEmpty();
        assertThat(HskRun.of(kafka.options(), "lag", "--set", "read").out())
                .contains("retention: " + topics.knowledge() + " will lose records from ", "only trainings that begin");
    }

    @Test
    void extendsLimitsThatAreTooShort() throws Exception {
        Topics topics = Topics.of("longer");
        sets.load("longer");
        set(topics.samples(), "retention.ms", WEEK);
        set(topics.dev(), "retention.bytes", 1_000_000_000);
        Instant before = Instant.now();

        JsonNode month = extend("longer", "30d");
        assertThat(month.at("/extended")).hasSize(1);
        assertThat(month.at("/extended/0/topic").asText()).isEqualTo(topics.samples());
        assertThat(month.at("/extended/0/before").asLong()).isEqualTo(WEEK);
        assertThat(month.at("/extended/0/after").asText()).isEqualTo(config(topics.samples(), "retention.ms"));
        assertThat(time(month.at("/retention/1")))
                .isBetween(before.plus(Duration.ofDays(30)), Instant.now().plus(Duration.ofDays(30)));
        assertThat(extend("longer", "29d").at("/extended")).isEmpty();

        assertThat(extend("longer", "forever").at("/extended")).hasSize(2);
        assertThat(config(topics.samples(), "retention.ms")).isEqualTo("-1");
        assertThat(config(topics.dev(), "retention.bytes")).isEqualTo("-1");
        assertThat(lag("longer").at("/retention")).isEmpty();
    }

    @Test
    void keepsWhatWasExtendedAndLosesOtherRecordsNotBeforeTheTimeItStated() throws Exception {
        String lost = Topics.of("lost").samples();
        String saved = Topics.of("saved").samples();
        sets.load("lost");
        sets.load("saved");
        set(saved, "retention.ms", 20_000);
        extend("saved", "1h");
        set(lost, "retention.ms", 20_000);

        Instant stated = time(lag("lost").at("/retention/0"));
        Poll.until("records to be removed", Duration.ofMinutes(1), () -> starts(lost).stream()
                .anyMatch(start -> start > 0));
        assertThat(Instant.now()).isAfter(stated);
        assertThat(starts(saved)).containsOnly(0L);
    }

    @Test
    void refusesAnExtensionOfNoSetOrNoTime() {
        assertThat(sets.run("lag", "--extend-retention", "7d").wrongUsage())
                .contains("--extend-retention needs --set NAME");
        assertThat(sets.run("lag", "--set", "s", "--extend-retention", "7m").wrongUsage())
                .contains("--extend-retention \"7m\"", "36h, 7d or 4w, or forever");
    }

    private JsonNode lag(String set) {
        return sets.run("lag", "--set", set).json();
    }

    private JsonNode extend(String set, String time) {
        return sets.run("lag", "--set", set, "--extend-retention", time).json();
    }

    private static Instant time(JsonNode risk) {
        return Instant.parse(risk.at("/lossFrom").asText());
    }

    private Instant oldest(String topic) throws Exception {
        long[] oldest = {Long.MAX_VALUE};
        try (TopicScan<byte[], byte[]> scan = TopicScan.raw(kafka.connection(), topic)) {
            scan.read(scan.ranges(), record -> oldest[0] = Math.min(oldest[0], record.timestamp()));
        }
        return Instant.ofEpochMilli(oldest[0]);
    }

    private List<Long> starts(String topic) {
        return TopicOffsets.of(kafka.connection(), topic).values().stream()
                .map(TopicScan.Range::start)
                .toList();
    }

    private void set(String topic, String property, long value) throws Exception {
        ConfigEntry entry = new ConfigEntry(property, Long.toString(value));
        admin.incrementalAlterConfigs(
                        Map.of(resource(topic), List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
        Poll.until("the new limit", Duration.ofSeconds(30), () -> config(topic, property)
                .equals(entry.value()));
    }

    private String config(String topic, String property) throws Exception {
        var configs = admin.describeConfigs(List.of(resource(topic))).all().get();
        return Objects.requireNonNull(configs.get(resource(topic)))
                .get(property)
                .value();
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
