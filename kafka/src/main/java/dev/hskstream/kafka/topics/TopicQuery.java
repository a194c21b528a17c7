package dev.hskstream.kafka.topics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
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
    static SortedMap<String, TopicFacts> facts(Admin admin, List<String> names) {
        SortedMap<String, TopicFacts> facts = new TreeMap<>();
        Map<String, TopicDescription> topics = new TreeMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, asked) -> answer(asked)
                .ifPresent(topic -> topics.put(name, topic)));
        Map<String, Map<String, String>> configs = configs(admin, topics.keySet());
        topics.forEach((name, topic) -> facts.put(name, facts(topic, configs.getOrDefault(name, Map.of()))));
        return facts;
    }

    private static TopicFacts facts(TopicDescription topic, Map<String, String> config) {
        return new TopicFacts(
                topic.name(),
                topic.topicId().toString(),
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

    /** One request for all; without those that this user may not see. */
    private static Map<String, Map<String, String>> configs(Admin admin, Set<String> topics) {
        Map<String, Map<String, String>> configs = new HashMap<>();
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        admin.describeConfigs(resources).values().forEach((topic, asked) -> answer(asked)
                .ifPresent(config -> configs.put(topic.name(), TopicProperties.of(config))));
        return configs;
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
