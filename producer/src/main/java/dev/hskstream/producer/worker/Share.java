package dev.hskstream.producer.worker;

import dev.hskstream.model.task.Example;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The work of one transaction.
 *
 * @param blocks blocks whose knowledge it writes
 * @param offsets offsets of the samples topic that it commits
 * @param group the worker's group metadata from when it took the blocks. The group rejects offsets from a member of an
 *     earlier generation, so nothing is committed for a partition that was lost since
 */
record Share(
        List<SampleBlock<Example>> blocks,
        Map<TopicPartition, OffsetAndMetadata> offsets,
        ConsumerGroupMetadata group) {
    boolean isEmpty() {
        return offsets.isEmpty();
    }

    int samples() {
        return blocks.stream().mapToInt(block -> block.samples().size()).sum();
    }
}
