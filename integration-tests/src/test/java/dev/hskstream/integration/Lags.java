package dev.hskstream.integration;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What tools that watch consumer groups show. */
final class Lags {
    private Lags() {}

    /** End less the group's committed offset, by partition of the topic; nothing committed counts as 0. */
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
