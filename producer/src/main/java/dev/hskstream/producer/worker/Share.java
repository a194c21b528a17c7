package dev.hskstream.producer.worker;

import dev.hskstream.model.task.Example;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What one transaction is about.
 *
 * @param blocks whose knowledge it writes
 * @param offsets that it commits as read
 * @param group what the worker was in the group when it took the blocks. The group refuses the offsets of a member of an
 *     earlier generation, so that a partition that was lost since is not committed for
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
