package dev.hskstream.schemas.topic;

import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.connect.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the project's topics where they are missing; replication is the broker's default. */
public final class TopicCreation {
    private static final String FOREVER = "-1";
    private static final String WEEK_MILLIS = "604800000";

    private static final Duration KNOWN = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 20;

    private TopicCreation() {}

    /** The compacted topic of all manifests. */
    public static void manifests(KafkaConnection connection) {
        create(connection, Topics.MANIFESTS, 1, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, "compact"));
    }

    /** The topic of all trainings' events. */
    public static void training(KafkaConnection connection) {
        create(connection, Topics.TRAINING_EVENTS, 1, Map.of(TopicConfig.RETENTION_MS_CONFIG, WEEK_MILLIS));
    }

    /** A set's own topics, kept for ever: dev samples in one partition, the other two in {@code partitions} alike. */
    public static void set(KafkaConnection connection, Topics topics, int partitions) {
        Map<String, String> kept = Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, "delete",
                TopicConfig.RETENTION_MS_CONFIG, FOREVER,
                TopicConfig.RETENTION_BYTES_CONFIG, FOREVER);
        create(connection, topics.samples(), partitions, kept);
        create(connection, topics.dev(), 1, kept);
        create(connection, topics.knowledge(), partitions, kept);
    }

    /** Asks before it creates: whoever may not create topics can still use those that are there. */
    private static void create(KafkaConnection connection, String name, int partitions, Map<String, String> config) {
        try (Admin admin = Admin.create(connection.adminProperties())) {
            if (admin.listTopics().names().get().contains(name)) {
                return;
            }
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
            admin.createTopics(List.of(topic)).all().get();
            awaitKnown(admin, name);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new SchemasException("topic " + name + " cannot be created: " + e.getCause(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemasException("interrupted while creating topic " + name, e);
        }
    }

    /** A topic is created once the controller has it; the brokers that clients ask hear of it a little later. */
    private static void awaitKnown(Admin admin, String name) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + KNOWN.toNanos();
        while (!admin.listTopics().names().get().contains(name)) {
            if (System.nanoTime() > deadline) {
                throw new SchemasException("topic " + name + " was created, but the broker does not know it after "
                        + KNOWN.toSeconds() + " s; try again");
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}
