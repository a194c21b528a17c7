package dev.hskstream.trainer.order;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.model.random.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A run of offsets of one partition: what a stream can be shuffled by.
 *
 * @param partition number
 * @param start first offset
 * @param end one past the last
 */
public record OffsetRun(int partition, long start, long end) {
    /** Offsets of a block: few, so that a window is drawn from many; a read of a broker costs about as much as they do. */
    static final int OFFSETS = 256;

    /** An offset range of a partition as blocks. */
    static List<OffsetRun> cut(int partition, TopicScan.Range range) {
        List<OffsetRun> blocks = new ArrayList<>();
        for (long from = range.start(); from < range.end(); from += OFFSETS) {
            blocks.add(new OffsetRun(partition, from, Math.min(range.end(), from + OFFSETS)));
        }
        return blocks;
    }

    /**
     * All blocks of a set in an epoch's order: a function of the arguments alone.
     *
     * @param epoch counted from 0
     * @param digest identity of the data
     * @param ranges of each partition
     */
    public static List<OffsetRun> shuffled(
            long seed, int epoch, String digest, SortedMap<Integer, TopicScan.Range> ranges) {
        List<OffsetRun> all = new ArrayList<>();
        for (Map.Entry<Integer, TopicScan.Range> range : ranges.entrySet()) {
            all.addAll(cut(range.getKey(), range.getValue()));
        }
        List<OffsetRun> shuffled = new ArrayList<>(all.size());
        for (int index : SplitMix64.of("blocks", seed, epoch, digest).permutation(all.size())) {
            shuffled.add(all.get(index));
        }
        return shuffled;
    }
}
