package dev.hskstream.kafka.topics;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.waiting.AdminRequests;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the project's topics if they are missing, with the brokers' default replication. */
public final class TopicCreation {
    private static final String FOREVER = "-1";

    /**
     * Brokers set the time of records, independent of the writers' clocks. Otherwise they would refuse records of a
     * writer whose clock is ahead, and delete those of one whose clock is far behind if the topic has a retention.
     * Nothing depends on the time of a record.
     */
    private static final String BROKERS_CLOCK = "LogAppendTime";

    private static final Map<String, String> COMPACTED = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, "compact", TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, BROKERS_CLOCK);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 20;
    private static final String WEEK_MILLIS = "604800000";

    private TopicCreation() {}

    /** Creates the compacted topic of all manifests. */
    public static void manifests(KafkaConnection connection) {
        create(connection, Topics.MANIFESTS, 1, COMPACTED);
    }

    /** Creates the compacted topic of all tokenizers. */
    public static void tokenizers(KafkaConnection connection) {
        create(connection, Topics.TOKENIZERS, 1, COMPACTED);
    }

    /** Creates the compacted topic of all statistics. */
    public static void statistics(KafkaConnection connection) {
        create(connection, Topics.STATISTICS, 1, COMPACTED);
    }

    /**
     * Creates the topic of all trainings' events, and checks that the user may write to it. A training continues
     * without its events while Kafka is unavailable, but not if they could never be written.
     */
    public static void training(KafkaConnection connection) {
        trainingEvents(connection);
        AdminRequests.send(connection, admin -> requireWrite(admin, Topics.TRAINING_EVENTS));
    }

    /** Creates the topic of all trainings' events, for a reader. */
    public static void trainingEvents(KafkaConnection connection) {
        create(
                connection,
                Topics.TRAINING_EVENTS,
                1,
                Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        WEEK_MILLIS,
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        BROKERS_CLOCK));
    }

    /**
     * Creates a set's own topics, without retention limits.
     *
     * @param partitions number of partitions of the samples and knowledge topics; the dev topic has one
     */
    public static void set(KafkaConnection connection, Topics topics, int partitions) {
        Map<String, String> kept = Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, "delete",
                TopicConfig.RETENTION_MS_CONFIG, FOREVER,
                TopicConfig.RETENTION_BYTES_CONFIG, FOREVER,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, BROKERS_CLOCK);
        create(connection, topics.samples(), partitions, kept);
        create(connection, topics.dev(), 1, kept);
        create(connection, topics.knowledge(), partitions, kept);
    }

    private static void create(KafkaConnection connection, String name, int partitions, Map<String, String> config) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
        AdminRequests.send(connection, admin -> tryToCreate(admin, topic));
    }

    /** Lists topics first, because a user without the permission to create topics can still use existing ones. */
    private static void tryToCreate(Admin admin, NewTopic topic) {
        String name = topic.name();
        try {
            if (admin.listTopics().names().get().contains(name)) {
                return;
            }
            admin.createTopics(List.of(topic)).all().get();
            awaitKnown(admin, name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                throw AuthorizationErrors.of("Create", "topic " + name, e);
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new UserException("topic " + name + " cannot be created: " + KafkaExplanation.of(e), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted while creating topic " + name, e);
        }
    }

    /** The controller confirms a new topic slightly before all brokers know it. */
    private static void awaitKnown(Admin admin, String name) throws InterruptedException {
        long start = System.nanoTime();
        while (!isKnown(admin, name)) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new UserException("topic " + name + " was created, but no broker knows it after "
                        + PATIENCE.toSeconds() + " s; check the brokers");
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    /** A missing permission to describe the topic counts as known; the next operation will report it. */
    private static boolean isKnown(Admin admin, String name) throws InterruptedException {
        try {
            admin.describeTopics(List.of(name)).allTopicNames().get();
            return true;
        } catch (ExecutionException e) {
            return !(e.getCause() instanceof UnknownTopicOrPartitionException);
        }
    }

    private static void requireWrite(Admin admin, String name) {
        try {
            DescribeTopicsOptions asked = new DescribeTopicsOptions().includeAuthorizedOperations(true);
            TopicDescription topic = admin.describeTopics(List.of(name), asked)
                    .allTopicNames()
                    .get()
                    .get(name);
            Set<AclOperation> allowed = topic == null ? null : topic.authorizedOperations();
            // If the broker does not return the allowed operations, the operation is assumed to be allowed.
            if (allowed != null && !allowed.contains(AclOperation.WRITE)) {
                throw AuthorizationErrors.of("Write", "topic " + name, null);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                throw AuthorizationErrors.of("Write", "topic " + name, e);
            }
            throw new UserException("topic " + name + " cannot be described: " + KafkaExplanation.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted while asking for topic " + name, e);
        }
    }
}
