package dev.hskstream.integration;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.schemas.layout.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A Kafka broker that can be stopped and restarted, a small teacher, and worker processes that produce sets with it. */
final class TeacherRuns implements AutoCloseable {
    static final int PARTITIONS = 4;

    private static final String KEPT =
            "--depth 2:3 --length 8:attention-no-sep --width 0.25:magnitude --values float32 --batch-size 16";

    private final Path work;
    private final Path teacher;
    private final DevRegistry registry;
    private final Admin admin;
    private EmbeddedBroker broker;

    private TeacherRuns(Path work, Path teacher, EmbeddedBroker broker, DevRegistry registry) {
        this.work = work;
        this.teacher = teacher;
        this.broker = broker;
        this.registry = registry;
        this.admin = Admin.create(connection().adminProperties());
    }

    static TeacherRuns prepare(Path work) throws IOException {
        Path teacher = work.resolve("teacher");
        SmallBert.of(SmallBert.LETTERS, List.of("0", "1"), 5, 256).save(teacher);
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(work.resolve("kafka"), 0));
        return new TeacherRuns(work, teacher, broker, DevRegistry.start(work.resolve("kafka"), 0));
    }

    /** Loads the first rows of one corpus, so that a smaller set has the same first records as a larger one. */
    TeacherMembers load(String set, int samples) {
        List<Object> line = new ArrayList<>(List.of("load", "--set", set, "--task", "cola", "--json"));
        line.addAll(List.of("--data", rows(samples), "--partitions", PARTITIONS));
        HskRun.of(options(), line.toArray()).json();
        return members(set);
    }

    /** Returns the workers of a loaded set. */
    TeacherMembers members(String set) {
        Topics topics = Topics.of(set);
        return new TeacherMembers(admin, topics, TopicOffsets.of(connection(), topics.samples()));
    }

    /** Starts a worker process with this name. */
    HskProcess start(String set, String worker, Object... more) {
        List<Object> line = new ArrayList<>(List.of("produce", "--set", set, "--teacher", teacher, "--worker", worker));
        line.addAll(List.of(KEPT.split(" ", -1)));
        // Workers have different transaction sizes, because the records must not depend on the size.
        line.addAll(List.of("--transaction-size", worker.equals("two") ? 600 : 256, "--json"));
        line.addAll(List.of(more));
        line.addAll(options());
        return HskProcess.start(List.of("-Xmx512m"), Map.of(), line);
    }

    /** Seals the set and returns its digest. */
    String seal(String set) {
        return HskRun.of(options(), "seal", "--set", set, "--json")
                .json()
                .path("digest")
                .asText();
    }

    /** Stops the broker. */
    void stopBroker() {
        broker.close();
    }

    /** Restarts the broker with the same address and data. */
    void startBroker() {
        String server = broker.bootstrapServers();
        int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
        broker = EmbeddedBroker.start(new BrokerConfig(work.resolve("kafka"), port));
    }

    KafkaConnection connection() {
        return KafkaConnection.of(broker.bootstrapServers(), registry.url());
    }

    private List<String> options() {
        return List.of("--bootstrap-servers", broker.bootstrapServers(), "--registry-url", registry.url());
    }

    private Path rows(int samples) {
        try {
            return SmallCola.write(work.resolve("data-" + samples), samples, 10);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        registry.close();
        broker.close();
    }
}
