package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.SourceSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whom {@code hsk lag} names for a sealed set of 100 records in one partition, from which another set is derived. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class RetentionReadersIT {
    private static final int SAMPLES = 100;
    private static final String KNOWLEDGE = "hsk.s.knowledge";

    private final Path directory;
    private final LocalKafka kafka;
    private final Admin admin;

    RetentionReadersIT(@TempDir Path work) {
        this.directory = work;
        this.kafka = LocalKafka.start(work);
        this.admin = Admin.create(kafka.connection().adminProperties());
    }

    @BeforeAll
    void makeSets() throws Exception {
        KnownSet source = KnownSet.of(kafka.connection(), "s", SAMPLES, 1);
        source.state();
        source.write(0, SAMPLES);
        KnowledgeManifest manifest = source.manifest();
        manifest.setState("COMPLETE");
        manifest.setPartitions(List.of(new PartitionRange(0, 0L, (long) SAMPLES, (long) SAMPLES)));
        source.state();
        KnownSet derived = KnownSet.of(kafka.connection(), "small", SAMPLES, 1);
        derived.manifest().setSource(new SourceSet("s", "ab", manifest.getLineage(), true));
        derived.state();
    }

    @AfterAll
    void stop() {
        admin.close();
        kafka.close();
    }

    @BeforeEach
    void removeLimits() throws Exception {
        commit(0);
        set("retention.ms", -1);
        set("retention.bytes", -1);
    }

    @Test
    void namesTheSetThatIsDerivedUntilAllIsRead() throws Exception {
        set("retention.ms", Duration.ofDays(7).toMillis());
        commit(SAMPLES - 1);
        assertThat(readers(risk())).containsExactly("first student", "derive small");

        commit(SAMPLES);
        assertThat(readers(risk())).containsExactly("first student");
    }

    @Test
    void comparesTheLimitWithTheSizeOfTheFiles() throws Exception {
        long size = sizeOnDisk();
        set("retention.bytes", size);
        assertThat(risk().at("/largestBytes").asLong()).isEqualTo(size);
        assertThat(risk().at("/grows").asBoolean()).isFalse();
        assertThat(readers(risk())).isEmpty();
        assertThat(text()).contains("retention: " + KNOWLEDGE + " loses no records");

        set("retention.bytes", size - 1);
        assertThat(readers(risk())).containsExactly("first student", "derive small");
        assertThat(text())
                .contains("retention: " + KNOWLEDGE + " will lose records at any moment", "larger than " + (size - 1));

        commit(SAMPLES);
        assertThat(readers(risk())).containsExactly("first student");
    }

    private JsonNode risk() {
        JsonNode risks =
                HskRun.of(kafka.options(), "lag", "--set", "s", "--json").json().at("/retention");
        assertThat(risks).hasSize(1);
        assertThat(risks.at("/0/topic").asText()).isEqualTo(KNOWLEDGE);
        return risks.at("/0");
    }

    private String text() {
        return HskRun.of(kafka.options(), "lag", "--set", "s").out();
    }

    private static List<String> readers(JsonNode risk) {
        return Stream.iterate(0, i -> i < risk.at("/readers").size(), i -> i + 1)
                .map(i -> risk.at("/readers/" + i).asText())
                .toList();
    }

    private long sizeOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().matches(".*/hsk\\.s\\.knowledge-0/\\d+\\.log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private void commit(long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        "hsk.small.derive", Map.of(new TopicPartition(KNOWLEDGE, 0), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private void set(String property, long value) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, KNOWLEDGE);
        ConfigEntry entry = new ConfigEntry(property, Long.toString(value));
        admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
                .all()
                .get();
        Poll.until("the limit", Duration.ofSeconds(30), () -> {
            var configs = admin.describeConfigs(List.of(topic)).all().get();
            return Objects.requireNonNull(configs.get(topic))
                    .get(property)
                    .value()
                    .equals(entry.value());
        });
    }
}
