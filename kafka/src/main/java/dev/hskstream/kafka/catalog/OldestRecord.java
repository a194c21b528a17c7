package dev.hskstream.kafka.catalog;

import dev.hskstream.kafka.connection.KafkaConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Finds out when a topic's oldest record was written. */
final class OldestRecord {
    private OldestRecord() {}

    /** Returns empty if there is no record, or if the request fails; the time only adds detail to a message. */
    static Optional<Instant> of(KafkaConnection connection, String topic) {
        try (Admin admin = Admin.create(connection.attemptProperties())) {
            var partitions = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions();
            Map<TopicPartition, OffsetSpec> asked = partitions.stream()
                    .collect(Collectors.toMap(
                            info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.forTimestamp(0)));
            return admin.listOffsets(asked).all().get().values().stream()
                    .map(ListOffsetsResultInfo::timestamp)
                    .filter(millis -> millis >= 0)
                    .min(Long::compare)
                    .map(Instant::ofEpochMilli);
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
