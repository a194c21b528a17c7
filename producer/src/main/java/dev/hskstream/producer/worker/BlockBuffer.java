package dev.hskstream.producer.worker;

import dev.hskstream.schemas.layout.SampleLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Buffers the samples of one partition until they form whole blocks.
 *
 * @param <T> type of the samples
 */
final class BlockBuffer<T> {
    private static final long UNKNOWN = -1;

    private final SampleLayout layout;
    private final String topic;
    private final int partition;
    private final List<T> waiting = new ArrayList<>();
    private final List<Long> offsets = new ArrayList<>();

    private long taken;

    private BlockBuffer(SampleLayout layout, String topic, int partition, long taken) {
        this.layout = layout;
        this.topic = topic;
        this.partition = partition;
        this.taken = taken;
    }

    /** Creates a buffer for a partition that is read from its beginning. */
    static <T> BlockBuffer<T> first(SampleLayout layout, String topic, int partition) {
        return new BlockBuffer<>(layout, topic, partition, 0);
    }

    /**
     * Creates a buffer for a partition that is read from a committed offset: the next sample determines the next block.
     */
    static <T> BlockBuffer<T> resumed(SampleLayout layout, String topic, int partition) {
        return new BlockBuffer<>(layout, topic, partition, UNKNOWN);
    }

    /**
     * Adds the next sample.
     *
     * @throws MisplacedSamples if the layout expects a different sample here
     */
    void add(long index, long offset, T sample) {
        if (taken == UNKNOWN && layout.startsBlock(partition, index)) {
            taken = layout.ordinal(index);
        }
        if (taken == UNKNOWN || arrived() == layout.count(partition) || index != expected()) {
            throw new MisplacedSamples(topic + "-" + partition + "@" + offset + ": has the sample with index " + index
                    + " where " + wanted() + " belongs");
        }
        waiting.add(sample);
        offsets.add(offset);
    }

    /** Whether a whole block is buffered. */
    boolean ready() {
        return !waiting.isEmpty() && waiting.size() >= layout.blockSize(partition, taken);
    }

    /** Whether the partition is known to have samples that were not taken yet, buffered or not. */
    boolean expectsMore() {
        return taken != UNKNOWN && taken < layout.count(partition);
    }

    /**
     * Returns the number of samples in this partition's blocks up to the last one taken; 0 if the position is not known
     * yet.
     */
    long taken() {
        return Math.max(0, taken);
    }

    /** Removes and returns the next whole block; may only be called if one is {@link #ready}. */
    SampleBlock<T> take() {
        int size = layout.blockSize(partition, taken);
        List<T> samples = List.copyOf(waiting.subList(0, size));
        long next = offsets.get(size - 1) + 1;
        waiting.subList(0, size).clear();
        offsets.subList(0, size).clear();
        taken += size;
        return new SampleBlock<>(partition, samples, next, taken == layout.count(partition));
    }

    /** Describes the expected next sample. */
    String wanted() {
        if (taken == UNKNOWN) {
            return "the first one of a block";
        }
        return arrived() == layout.count(partition) ? "none" : "index " + expected();
    }

    private long arrived() {
        return taken + waiting.size();
    }

    private long expected() {
        return layout.index(partition, arrived());
    }
}
