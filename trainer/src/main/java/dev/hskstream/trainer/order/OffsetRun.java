package dev.hskstream.trainer.order;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.model.random.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A block of consecutive offsets of one partition: the unit in which a stream is shuffled.
 *
 * @param partition number
 * @param start first offset
 * @param end one past the last
 */
public record OffsetRun(int partition, long start, long end) {
    /**
     * Offsets of a block. Small, so that a stretch of batches mixes records of many blocks; not smaller, because then
     * the request to the broker would cost more than reading the block's records.
     */
    static final int OFFSETS = 256;

    /** Cuts an offset range of a partition into blocks. */
    static List<OffsetRun> cut(int partition, TopicScan.Range range) {
        List<OffsetRun> blocks = new ArrayList<>();
        for (long from = range.start(); from < range.end(); from += OFFSETS) {
            blocks.add(new OffsetRun(partition, from, Math.min(range.end(), from + OFFSETS)));
        }
        return blocks;
    }

    /**
     * All blocks of a set in the order of an epoch, which depends on the arguments alone.
     *
     * @param epoch counted from 0
     * @param digest identity of the data
     * @param ranges the offset range of each partition
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
