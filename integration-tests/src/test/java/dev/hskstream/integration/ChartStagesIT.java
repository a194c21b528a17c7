package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hskstream.integration.chart.Chart;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of the chart's Jobs, run against a real broker in the place of a cluster. */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class ChartStagesIT {
    private static final List<String> STAGES = List.of("loader", "producer", "sealer", "trainer");

    private final Path work;
    private final LocalKafka kafka;
    private final List<JsonNode> objects;

    ChartStagesIT(@TempDir Path work) throws Exception {
        this.work = work;
        this.kafka = LocalKafka.start(work.resolve("kafka"));
        Path data = SmallCola.write(work.resolve("data"), 40, 20);
        Path teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 1);
        String values =
                """
                kafka: {bootstrapServers: "%s"}
                registry: {url: "%s"}
                load: {task: cola, data: %s, partitions: 2}
                produce: {teacher: %s, workers: 1, options: {depth: "0,2,4", length: "3:left", width: all}}
                train: {student: "layers:2", init: %s, options: {epochs: 1}}
                sets: [{name: cola-1}]
                students: [{name: s2, set: cola-1}]
                strimzi: {cluster: kafka, topics: {enabled: true}}
                """
                        .formatted(
                                kafka.broker().bootstrapServers(),
                                kafka.registry().url(),
                                data,
                                teacher,
                                teacher);
        this.objects = Chart.render(Chart.Values.DEFAULT, values);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void eachJobWaitsForTheOneBeforeItAndMayRunAgain() throws Exception {
        for (int i = 0; i < STAGES.size(); i++) {
            if (i > 0) {
                assertThat(waiting(i).code()).as(STAGES.get(i)).isZero();
            }
            if (i + 1 < STAGES.size()) {
                HskRun early = waiting(i + 1);
                assertThat(ignored(i + 1)).as(early.err()).contains(Integer.toString(early.code()));
            }
            HskRun done = run("containers", i);
            assertThat(done.code()).as(done.err()).isZero();
        }
        assertThat(run("containers", 0).out()).contains("loaded before");
        assertThat(run("containers", 1).out()).contains("sealed already");
        assertThat(run("containers", 2).code()).isZero();
        HskRun finished = run("containers", 3);
        assertThat(finished.code()).isEqualTo(1);
        assertThat(finished.err()).contains("there is a model already");
        requireTopicsLikeTheChart();
    }

    /** The chart's topics have the properties of those that the commands have made. */
    private void requireTopicsLikeTheChart() throws Exception {
        List<JsonNode> topics = Chart.of("KafkaTopic", objects);
        assertThat(topics).hasSize(6);
        try (Admin admin = Admin.create(kafka.connection().adminProperties())) {
            for (JsonNode topic : topics) {
                String name = topic.at("/spec/topicName").asText();
                Map<String, String> charted = new HashMap<>();
                for (var property : topic.at("/spec/config").properties()) {
                    charted.put(property.getKey(), property.getValue().asText());
                }
                assertThat(charted).as(name).isEqualTo(properties(admin, name));
                assertThat(topic.at("/spec/partitions").asInt()).as(name).isEqualTo(partitions(admin, name));
            }
        }
    }

    /** The properties that a topic was made with. */
    private static Map<String, String> properties(Admin admin, String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = Objects.requireNonNull(
                admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.entries().stream()
                .filter(entry -> entry.source() == ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static int partitions(Admin admin, String topic) throws Exception {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .partitions()
                .size();
    }

    private HskRun waiting(int stage) {
        return run("initContainers", stage);
    }

    /** Runs the first container of a Job's pods, as worker 0, with a directory of this test as its volume. */
    private HskRun run(String containers, int stage) {
        Object[] arguments = Chart.texts(job(stage).at("/spec/template/spec/" + containers + "/0/args")).stream()
                .map(argument -> argument.replace("$(WORKER_INDEX)", "0")
                        .replaceFirst("=/work", "=" + work.resolve("volume"))
                        .replaceFirst("^--metrics-port=.*", "--metrics-port=0"))
                .toArray();
        return HskRun.of(List.of(), arguments);
    }

    /** Exit codes of the first container after which the Job tries again without counting a failure. */
    private List<String> ignored(int stage) {
        return Chart.list(job(stage).at("/spec/podFailurePolicy/rules")).stream()
                .filter(rule -> rule.at("/onExitCodes/containerName").asText().equals("wait"))
                .flatMap(rule -> Chart.texts(rule.at("/onExitCodes/values")).stream())
                .toList();
    }

    private JsonNode job(int stage) {
        return Chart.of("Job", objects).stream()
                .filter(job -> job.at("/metadata/labels/app.kubernetes.io~1component")
                        .asText()
                        .equals(STAGES.get(stage)))
                .findFirst()
                .orElseThrow();
    }
}
