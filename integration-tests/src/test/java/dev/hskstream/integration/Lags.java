package dev.hskstream.integration;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Computes consumer lag as monitoring tools show it. */
final class Lags {
    private Lags() {}

    /**
     * Returns the end offset minus the group's committed offset, by partition of the topic. Without a committed offset,
     * 0 is used.
     */
    static Map<Integer, Long> of(KafkaConnection connection, String group, String topic) throws Exception {
        try (Admin admin = Admin.create(connection.adminProperties())) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<Integer, Long> lags = new TreeMap<>();
            TopicOffsets.of(connection, topic).forEach((partition, range) -> {
                OffsetAndMetadata offset = committed.get(new TopicPartition(topic, partition));
                lags.put(partition, range.end() - (offset == null ? 0 : offset.offset()));
            });
            return lags;
        }
    }
}
