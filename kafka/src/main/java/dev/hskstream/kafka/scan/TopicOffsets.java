package dev.hskstream.kafka.scan;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What offsets a topic has now.
 *
 * <p>Ends are those of all records written, not the last stable ones: a transaction's markers are written after its commit
 * has returned, so right behind a commit the last stable offset may still lie before it. Whoever reads up to these ends
 * waits for the markers instead of missing the records.
 */
public final class TopicOffsets {
    /** Of one try, after which the user is told that there is a wait; Kafka's own minute would be a long silence. */
    private static final int TRY_MILLIS = Math.toIntExact(BrokerWait.NOTICE.toMillis());

    private TopicOffsets() {}

    /**
     * First offset and end of every partition, by partition; empty where there is no such topic. A broker that is away is
     * waited for.
     *
     * @throws UserException if the broker does not answer for five minutes, or does not allow it
     */
    public static SortedMap<Integer, TopicScan.Range> of(KafkaConnection connection, String topic) {
        return of(connection, topic, "Read");
    }

    /**
     * The same.
     *
     * @param right to name where the user has none on the topic: what it is going to do with it, Read or Write
     */
    public static SortedMap<Integer, TopicScan.Range> of(KafkaConnection connection, String topic, String right) {
        return BrokerWait.of(WaitPolicy.READ, connection).retry(() -> ask(connection, topic, right));
    }

    /** A user's own times hold; where one of the two is given, Kafka wants no default of ours beside it. */
    private static Map<String, Object> properties(KafkaConnection connection) {
        Map<String, Object> properties = connection.adminProperties();
        if (!properties.containsKey(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)
                && !properties.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
            properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TRY_MILLIS);
            properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TRY_MILLIS);
        }
        return properties;
    }

    private static SortedMap<Integer, TopicScan.Range> ask(KafkaConnection connection, String topic, String right) {
        try (Admin admin = Admin.create(properties(connection))) {
            TopicDescription description =
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            Map<TopicPartition, OffsetSpec> starts = new HashMap<>();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            Objects.requireNonNull(description).partitions().forEach(info -> {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                starts.put(partition, OffsetSpec.earliest());
                ends.put(partition, OffsetSpec.latest());
            });
            var first = admin.listOffsets(starts).all().get();
            var last = admin.listOffsets(ends).all().get();
            SortedMap<Integer, TopicScan.Range> ranges = new TreeMap<>();
            last.forEach((partition, end) -> ranges.put(
                    partition.partition(),
                    new TopicScan.Range(
                            Objects.requireNonNull(first.get(partition)).offset(), end.offset())));
            return ranges;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return new TreeMap<>();
            }
            if (e.getCause() instanceof AuthorizationException) {
                throw AuthorizationErrors.of(right, "topic " + topic, e);
            }
            throw new UserException(
                    "the offsets of " + topic + " at " + connection.bootstrapServers() + " cannot be read: "
                            + KafkaExplanation.of(e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted while reading the offsets of " + topic, e);
        }
    }
}
