package dev.hskstream.producer.worker;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that are assigned to a worker. Newly assigned or rewound partitions are <em>fresh</em>: they stay
 * paused and without samples until their committed offset is known. When a partition is revoked, its buffered samples
 * are dropped.
 */
final class Assignment implements ConsumerRebalanceListener {
    private final Consumer<?, ?> consumer;
    private final BlockQueue<?> queue;
    private final Set<TopicPartition> fresh = new HashSet<>();
    private final Set<TopicPartition> started = new HashSet<>();

    Assignment(Consumer<?, ?> consumer, BlockQueue<?> queue) {
        this.consumer = consumer;
        this.queue = queue;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        forget(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        drop(partitions);
        fresh.removeAll(partitions);
    }

    /** Makes assigned partitions fresh. */
    void forget(Collection<TopicPartition> partitions) {
        drop(partitions);
        fresh.addAll(partitions);
        consumer.pause(partitions);
    }

    /** Starts reading a fresh partition from its committed offset, or from its beginning if that is null. */
    void start(TopicPartition partition, @Nullable OffsetAndMetadata offset) {
        if (offset == null) {
            consumer.seekToBeginning(List.of(partition));
        } else {
            consumer.seek(partition, offset);
        }
        queue.start(partition.partition(), offset == null);
        fresh.remove(partition);
        started.add(partition);
        consumer.resume(List.of(partition));
    }

    void pauseWhatIsReady() {
        for (TopicPartition partition : started) {
            boolean ready =
                    queue.buffer(partition.partition()).map(BlockBuffer::ready).orElse(false);
            if (ready) {
                consumer.pause(List.of(partition));
            } else {
                consumer.resume(List.of(partition));
            }
        }
    }

    Set<TopicPartition> fresh() {
        return Set.copyOf(fresh);
    }

    Set<TopicPartition> started() {
        return Set.copyOf(started);
    }

    private void drop(Collection<TopicPartition> partitions) {
        started.removeAll(partitions);
        queue.drop(partitions.stream().map(TopicPartition::partition).toList());
    }
}
