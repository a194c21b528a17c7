package dev.hskstream.kafka.topics;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.waiting.AdminRequests;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Checks that existing topics are suitable for their data: others may have created them with other properties or extended
 * them since. Missing topics, and properties that the user may not read, are not checked here; they cause an error when they
 * are used.
 */
public final class TopicCheck {
    private TopicCheck() {}

    /** Checks the manifest topic. Throws {@link UserException} if it would not keep the manifests written to it. */
    public static void manifests(KafkaConnection connection) {
        for (TopicFacts topic : ask(connection, List.of(Topics.MANIFESTS)).values()) {
            refuse(topic.unfitForManifests());
            topic.waitsForReplicas().ifPresent(connection.listener()::notice);
        }
    }

    /**
     * Checks a set's topics. Notifies the connection's listener of a retention that will remove records, and of brokers that
     * are down although writing needs them.
     *
     * @throws UserException if one is compacted or cannot be written to, or if the samples and knowledge topics differ in
     *     their number of partitions; the message names the topic, what it has and what to do
     */
    public static void set(KafkaConnection connection, Topics topics) {
        SortedMap<String, TopicFacts> found =
                ask(connection, List.of(topics.samples(), topics.dev(), topics.knowledge()));
        for (TopicFacts topic : found.values()) {
            refuse(topic.unfitForSet());
            topic.removal().ifPresent(connection.listener()::notice);
            topic.waitsForReplicas().ifPresent(connection.listener()::notice);
        }
        refuse(unequal(found.get(topics.samples()), found.get(topics.knowledge())));
    }

    /** Returns why the two topics cannot belong to one set; empty if they can, or if one is missing. */
    static Optional<String> unequal(@Nullable TopicFacts samples, @Nullable TopicFacts knowledge) {
        return samples == null || knowledge == null || samples.partitions() == knowledge.partitions()
                ? Optional.empty()
                : Optional.of("topic " + samples.name() + " has " + samples.partitions() + " partitions and topic "
                        + knowledge.name() + " has " + knowledge.partitions()
                        + ", but a set's two topics have equally many; one was extended or made anew: load the data under"
                        + " another --set name");
    }

    /** Reads the topics' properties; waits for an unavailable broker. Throws {@link UserException} if they cannot be read. */
    static SortedMap<String, TopicFacts> ask(KafkaConnection connection, List<String> names) {
        try {
            return AdminRequests.ask(connection, admin -> TopicQuery.facts(admin, names));
        } catch (KafkaException e) {
            throw new UserException(
                    "the topics " + String.join(", ", names) + " cannot be looked at: " + KafkaExplanation.of(e), e);
        }
    }

    private static void refuse(Optional<String> reason) {
        reason.ifPresent(why -> {
            throw new UserException(why);
        });
    }
}
