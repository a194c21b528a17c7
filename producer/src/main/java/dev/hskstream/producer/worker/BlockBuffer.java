package dev.hskstream.producer.worker;

import dev.hskstream.schemas.layout.SampleLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of one partition, as they come, until they make whole blocks.
 *
 * @param <T> a sample
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

    /** For a partition that is read from its beginning. */
    static <T> BlockBuffer<T> first(SampleLayout layout, String topic, int partition) {
        return new BlockBuffer<>(layout, topic, partition, 0);
    }

    /** For a partition that is read from where some worker left it: the next sample tells which block is next. */
    static <T> BlockBuffer<T> resumed(SampleLayout layout, String topic, int partition) {
        return new BlockBuffer<>(layout, topic, partition, UNKNOWN);
    }

    /**
     * Takes the next sample in.
     *
     * @throws MisplacedSamples if it is not the one that the layout has next
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

    /** Whether a whole block is there. */
    boolean ready() {
        return !waiting.isEmpty() && waiting.size() >= layout.blockSize(partition, taken);
    }

    /** Whether samples are there or are known to come. */
    boolean expectsMore() {
        return taken != UNKNOWN && taken < layout.count(partition);
    }

    /** How far the partition is: samples in the blocks taken; 0 until that is known. */
    long taken() {
        return Math.max(0, taken);
    }

    /** The next whole block; only when one is {@link #ready}. */
    SampleBlock<T> take() {
        int size = layout.blockSize(partition, taken);
        List<T> samples = List.copyOf(waiting.subList(0, size));
        long next = offsets.get(size - 1) + 1;
        waiting.subList(0, size).clear();
        offsets.subList(0, size).clear();
        taken += size;
        return new SampleBlock<>(partition, samples, next, taken == layout.count(partition));
    }

    /** What the next sample must be, in words. */
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
