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
 * The blocks of the partitions that a worker has. The least advanced partition goes first, so that all advance evenly and
 * a student that reads along sees samples from everywhere.
 *
 * @param <T> a sample
 */
final class BlockQueue<T> {
    private final SampleLayout layout;
    private final String topic;
    private final Map<Integer, BlockBuffer<T>> buffers = new TreeMap<>();

    /** An empty queue for partitions of that topic. */
    BlockQueue(SampleLayout layout, String topic) {
        this.layout = layout;
        this.topic = topic;
    }

    /** Begins a partition; what was there of it before is forgotten. */
    void start(int partition, boolean fromBeginning) {
        buffers.put(
                partition,
                fromBeginning
                        ? BlockBuffer.first(layout, topic, partition)
                        : BlockBuffer.resumed(layout, topic, partition));
    }

    /** Forgets partitions. */
    void drop(Collection<Integer> partitions) {
        partitions.forEach(buffers::remove);
    }

    /** Takes a partition's next sample in; one of a partition that was not started is not for this queue. */
    void add(int partition, long index, long offset, T sample) {
        BlockBuffer<T> buffer = buffers.get(partition);
        if (buffer != null) {
            buffer.add(index, offset, sample);
        }
    }

    /** A partition's buffer, if it was started. */
    Optional<BlockBuffer<T>> buffer(int partition) {
        return Optional.ofNullable(buffers.get(partition));
    }

    /** Whether some partition has a whole block. */
    boolean ready() {
        return buffers.values().stream().anyMatch(BlockBuffer::ready);
    }

    /** Whether no partition has, or is known to get, a whole block. */
    boolean drained() {
        return buffers.values().stream().noneMatch(buffer -> buffer.expectsMore() || buffer.ready());
    }

    /** Whether the least advanced of the partitions that are not done has a whole block. */
    boolean nextReady() {
        return buffers.values().stream()
                .filter(buffer -> buffer.expectsMore() || buffer.ready())
                .min(Comparator.comparingLong(BlockBuffer::taken))
                .map(BlockBuffer::ready)
                .orElse(false);
    }

    /** As many of the whole blocks as are there, at most {@code limit}, the least advanced partitions' first. */
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
