package dev.hskstream.kafka.scan;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.waiting.AdminRequests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads the current offsets of a topic.
 *
 * <p>The end offsets include all written records, not only those up to the last stable offset. Transaction markers are
 * written after a commit has returned, so right after a commit the last stable offset may still be before it. A reader
 * that reads up to these ends waits for the markers instead of missing records.
 */
public final class TopicOffsets {
    private TopicOffsets() {}

    /**
     * First and end offset of every partition; empty if the topic does not exist. Waits for a broker that is
     * unavailable.
     *
     * @throws UserException if the broker does not answer for five minutes, or the user may not describe the topic
     */
    public static SortedMap<Integer, TopicScan.Range> of(KafkaConnection connection, String topic) {
        return of(connection, topic, "Read");
    }

    /**
     * First and end offset of every partition; empty if the topic does not exist.
     *
     * @param right Kafka operation to name if the user may not use the topic: what the caller will do with it, Read or
     *     Write
     */
    public static SortedMap<Integer, TopicScan.Range> of(KafkaConnection connection, String topic, String right) {
        return AdminRequests.ask(connection, admin -> ask(admin, connection, topic, right));
    }

    private static SortedMap<Integer, TopicScan.Range> ask(
            Admin admin, KafkaConnection connection, String topic, String right) {
        try {
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
