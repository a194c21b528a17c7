package dev.hskstream.kafka.topics;

import dev.hskstream.kafka.connection.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads topics' properties from the brokers. */
final class TopicQuery {
    private TopicQuery() {}

    /**
     * The properties by topic name, without topics that do not exist or that the user may not describe. Throws a
     * {@link KafkaException} if the brokers do not answer.
     */
    static SortedMap<String, TopicFacts> facts(KafkaConnection connection, List<String> names) {
        SortedMap<String, TopicFacts> facts = new TreeMap<>();
        try (Admin admin = Admin.create(connection.adminProperties())) {
            admin.describeTopics(names).topicNameValues().forEach((name, asked) -> answer(asked)
                    .ifPresent(topic -> facts.put(name, facts(topic, config(admin, name)))));
        }
        return facts;
    }

    private static TopicFacts facts(TopicDescription topic, Map<String, String> config) {
        return new TopicFacts(
                topic.name(),
                topic.partitions().size(),
                fewest(topic, TopicPartitionInfo::replicas),
                fewest(topic, TopicPartitionInfo::isr),
                config);
    }

    private static int fewest(TopicDescription topic, Function<TopicPartitionInfo, List<Node>> which) {
        return topic.partitions().stream()
                .mapToInt(partition -> which.apply(partition).size())
                .min()
                .orElse(0);
    }

    private static Map<String, String> config(Admin admin, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> config = new HashMap<>();
        answer(Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).values().get(resource)))
                .map(Config::entries)
                .ifPresent(entries -> entries.forEach(entry -> {
                    if (entry.value() != null) {
                        config.put(entry.name(), entry.value());
                    }
                }));
        return config;
    }

    /** Returns empty if there is no such topic or the user may not describe it. */
    private static <T> Optional<T> answer(KafkaFuture<T> asked) {
        try {
            return Optional.of(asked.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException
                    || e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
