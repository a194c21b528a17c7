package dev.hskstream.kafka.topics;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitPolicy;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the topics that are there can hold what they are for. Somebody else may have made them, with other properties, or
 * extended them since. A topic that is not there, and a property that this user may not see, are left to whoever uses them.
 */
public final class TopicCheck {
    private TopicCheck() {}

    /** The topic of all manifests. Throws {@link UserException} if it does not keep what is written to it. */
    public static void manifests(KafkaConnection connection) {
        for (TopicFacts topic : ask(connection, List.of(Topics.MANIFESTS)).values()) {
            refuse(topic.unfitForManifests());
            topic.waitsForReplicas().ifPresent(connection.listener()::notice);
        }
    }

    /**
     * A set's own topics. The connection's listener hears of a retention that will remove records, and of
     * brokers that are down without which nothing can be written.
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

    /** Why the two cannot be of one set; empty where they can, or one is not there. */
    static Optional<String> unequal(@Nullable TopicFacts samples, @Nullable TopicFacts knowledge) {
        return samples == null || knowledge == null || samples.partitions() == knowledge.partitions()
                ? Optional.empty()
                : Optional.of("topic " + samples.name() + " has " + samples.partitions() + " partitions and topic "
                        + knowledge.name() + " has " + knowledge.partitions()
                        + ", but a set's two topics have equally many; one was extended or made anew: load the data under"
                        + " another --set name");
    }

    /** A broker that is away is waited for. Throws {@link UserException} if the topics cannot be asked for. */
    static SortedMap<String, TopicFacts> ask(KafkaConnection connection, List<String> names) {
        try {
            return BrokerWait.of(WaitPolicy.READ, connection).retry(() -> TopicQuery.facts(connection, names));
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
