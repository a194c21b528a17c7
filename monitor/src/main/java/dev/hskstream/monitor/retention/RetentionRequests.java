package dev.hskstream.monitor.retention;

import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.topics.TopicProperties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The requests of the retention guard. Each asks for all topics at once. */
final class RetentionRequests {
    /** An answer, or empty if this user is not allowed to have it. */
    record Answer<T>(Optional<T> value) {
        static <T> Answer<T> of(T value) {
            return new Answer<>(Optional.of(value));
        }

        static <T> Answer<T> refused() {
            return new Answer<>(Optional.empty());
        }
    }

    private final Admin admin;

    RetentionRequests(Admin admin) {
        this.admin = admin;
    }

    /** The limits of those topics that exist. Needs DescribeConfigs. */
    SortedMap<String, Answer<RetentionLimit>> limits(Collection<String> topics)
            throws ExecutionException, InterruptedException {
        List<ConfigResource> asked =
                topics.stream().map(RetentionRequests::resource).toList();
        SortedMap<String, Answer<RetentionLimit>> limits = new TreeMap<>();
        for (var answer : admin.describeConfigs(asked).values().entrySet()) {
            try {
                Config config = answer.getValue().get();
                limits.put(answer.getKey().name(), Answer.of(RetentionLimit.of(TopicProperties.of(config))));
            } catch (ExecutionException e) {
                if (KafkaErrors.causedBy(e, AuthorizationException.class)) {
                    limits.put(answer.getKey().name(), Answer.refused());
                } else if (!KafkaErrors.causedBy(e, UnknownTopicOrPartitionException.class)) {
                    throw e;
                }
            }
        }
        return limits;
    }

    /**
     * The time of each topic's oldest record; topics without a record, or without a partition that has a leader, are
     * absent. Needs Describe.
     */
    Map<String, Answer<Instant>> oldest(Collection<String> topics) throws ExecutionException, InterruptedException {
        Map<String, Answer<Instant>> oldest = new HashMap<>();
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (var answer : admin.describeTopics(topics).topicNameValues().entrySet()) {
            try {
                asked.putAll(first(answer.getValue().get()));
            } catch (ExecutionException e) {
                if (KafkaErrors.causedBy(e, AuthorizationException.class)) {
                    oldest.put(answer.getKey(), Answer.refused());
                } else if (!KafkaErrors.causedBy(e, UnknownTopicOrPartitionException.class)) {
                    throw e;
                }
            }
        }
        for (var answer : admin.listOffsets(asked).all().get().entrySet()) {
            if (answer.getValue().timestamp() >= 0) {
                Answer<Instant> time =
                        Answer.of(Instant.ofEpochMilli(answer.getValue().timestamp()));
                oldest.merge(answer.getKey().topic(), time, RetentionRequests::earlier);
            }
        }
        return oldest;
    }

    /** Asks for the first record written at or after 1970: the oldest one. */
    private static Map<TopicPartition, OffsetSpec> first(TopicDescription topic) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        topic.partitions().stream()
                .filter(info -> info.leader() != null && !info.leader().isEmpty())
                .forEach(info ->
                        asked.put(new TopicPartition(topic.name(), info.partition()), OffsetSpec.forTimestamp(0)));
        return asked;
    }

    /**
     * How much the brokers store of the topics' partitions; topics of which none stores anything are absent. Needs
     * Describe on the cluster.
     */
    Map<String, Sizes> sizes(Collection<String> topics) throws ExecutionException, InterruptedException {
        if (topics.isEmpty()) {
            return Map.of();
        }
        List<Integer> brokers =
                admin.describeCluster().nodes().get().stream().map(Node::id).toList();
        Map<String, SortedMap<Integer, Long>> bytes = new HashMap<>();
        try {
            admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(broker -> broker.values().stream())
                    .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                    .filter(replica -> topics.contains(replica.getKey().topic())
                            && !replica.getValue().isFuture())
                    .forEach(replica -> bytes.computeIfAbsent(replica.getKey().topic(), topic -> new TreeMap<>())
                            .merge(
                                    replica.getKey().partition(),
                                    replica.getValue().size(),
                                    Math::max));
        } catch (ExecutionException e) {
            if (!KafkaErrors.causedBy(e, AuthorizationException.class)) {
                throw e;
            }
            Sizes hidden = new Sizes.Unknown("Kafka does not allow this user Describe on cluster kafka-cluster");
            return topics.stream().collect(Collectors.toMap(topic -> topic, topic -> hidden));
        }
        Map<String, Sizes> sizes = new HashMap<>();
        bytes.forEach((topic, partitions) -> sizes.put(topic, new Sizes.Known(partitions)));
        return sizes;
    }

    private static Answer<Instant> earlier(Answer<Instant> a, Answer<Instant> b) {
        return a.value().orElse(Instant.MAX).isBefore(b.value().orElse(Instant.MAX)) ? a : b;
    }

    /** Sets the limits. Needs AlterConfigs, and throws a {@code UserException} that names it if it is missing. */
    void change(List<RetentionChange> changes) throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> asked = new HashMap<>();
        for (RetentionChange change : changes) {
            ConfigEntry entry = new ConfigEntry(change.property(), Long.toString(change.after()));
            asked.computeIfAbsent(resource(change.topic()), topic -> new ArrayList<>())
                    .add(new AlterConfigOp(entry, AlterConfigOp.OpType.SET));
        }
        for (var answer : admin.incrementalAlterConfigs(asked).values().entrySet()) {
            try {
                answer.getValue().get();
            } catch (ExecutionException e) {
                if (KafkaErrors.causedBy(e, AuthorizationException.class)) {
                    throw AuthorizationErrors.of(
                            "AlterConfigs", "topic " + answer.getKey().name(), e);
                }
                throw e;
            }
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
