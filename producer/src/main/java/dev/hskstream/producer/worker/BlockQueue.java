package dev.hskstream.producer.worker;

import dev.hskstream.schemas.layout.SampleLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The buffered blocks of the partitions that are assigned to a worker. The least advanced partition is served first, so
 * that all advance evenly and a student that follows the production sees samples from all of them.
 *
 * @param <T> type of the samples
 */
final class BlockQueue<T> {
    private final SampleLayout layout;
    private final String topic;
    private final Map<Integer, BlockBuffer<T>> buffers = new TreeMap<>();

    /** Creates an empty queue for partitions of the topic. */
    BlockQueue(SampleLayout layout, String topic) {
        this.layout = layout;
        this.topic = topic;
    }

    /** Starts a partition with an empty buffer. */
    void start(int partition, boolean fromBeginning) {
        buffers.put(
                partition,
                fromBeginning
                        ? BlockBuffer.first(layout, topic, partition)
                        : BlockBuffer.resumed(layout, topic, partition));
    }

    /** Removes partitions and their buffered samples. */
    void drop(Collection<Integer> partitions) {
        partitions.forEach(buffers::remove);
    }

    /** Adds a partition's next sample; ignores it if the partition was not started. */
    void add(int partition, long index, long offset, T sample) {
        BlockBuffer<T> buffer = buffers.get(partition);
        if (buffer != null) {
            buffer.add(index, offset, sample);
        }
    }

    /** Returns a partition's buffer, if the partition was started. */
    Optional<BlockBuffer<T>> buffer(int partition) {
        return Optional.ofNullable(buffers.get(partition));
    }

    /** Whether any partition has a whole block. */
    boolean ready() {
        return buffers.values().stream().anyMatch(BlockBuffer::ready);
    }

    /** Whether no partition has a whole block or is known to have further samples. */
    boolean drained() {
        return buffers.values().stream().noneMatch(buffer -> buffer.expectsMore() || buffer.ready());
    }

    /** Whether the least advanced of the unfinished partitions has a whole block. */
    boolean nextReady() {
        return buffers.values().stream()
                .filter(buffer -> buffer.expectsMore() || buffer.ready())
                .min(Comparator.comparingLong(BlockBuffer::taken))
                .map(BlockBuffer::ready)
                .orElse(false);
    }

    /** Takes as many whole blocks as there are, at most {@code limit}, from the least advanced partitions first. */
    List<SampleBlock<T>> take(int limit) {
        List<SampleBlock<T>> blocks = new ArrayList<>();
        while (blocks.size() < limit && ready()) {
            blocks.add(buffers.values().stream()
                    .filter(BlockBuffer::ready)
                    .min(Comparator.comparingLong(BlockBuffer::taken))
                    .orElseThrow()
                    .take());
        }
        return blocks;
    }
}
