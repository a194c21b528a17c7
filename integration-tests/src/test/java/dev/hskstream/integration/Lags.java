package dev.hskstream.integration;

import dev.hskstream.schemas.connect.KafkaConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What tools that watch consumer groups show. */
final class Lags {
    private Lags() {}

    /** End of the partition less the group's committed offset, for every partition that the group has committed. */
    static Map<Integer, Long> of(KafkaConnection connection, String group, String topic) throws Exception {
        try (Admin admin = Admin.create(connection.adminProperties())) {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
            committed.keySet().stream()
                    .filter(partition -> partition.topic().equals(topic))
                    .forEach(partition -> asked.put(partition, OffsetSpec.latest()));
            Map<Integer, Long> lags = new TreeMap<>();
            admin.listOffsets(asked)
                    .all()
                    .get()
                    .forEach((partition, end) -> lags.put(
                            partition.partition(),
                            end.offset() - committed.get(partition).offset()));
            return lags;
        }
    }
}
