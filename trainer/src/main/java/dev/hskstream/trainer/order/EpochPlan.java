package dev.hskstream.trainer.order;

import dev.hskstream.model.encoder.LengthBuckets;
import dev.hskstream.model.random.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The batches of one epoch. The samples are fully permuted and the permutation is cut into stretches of
 * {@value #STRETCH} batches. Each stretch is sorted by length and cut into batches, so that a batch holds rows of
 * similar length; then its batches are put in random order. The result depends on (seed, epoch, digest), the lengths
 * and the batch size alone.
 */
public final class EpochPlan {
    /** Number of batches of a stretch. */
    public static final int STRETCH = 64;

    private EpochPlan() {}

    /**
     * The sample indices of each batch; every index of {@code lengths} is in exactly one batch.
     *
     * @param epoch counted from 0
     * @param digest identity of the data
     * @param lengths number of tokens of each sample
     */
    public static List<int[]> batches(long seed, int epoch, String digest, int[] lengths, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("--batch-size must be at least 1, got " + batchSize);
        }
        SplitMix64 random = SplitMix64.of("epoch", seed, epoch, digest);
        int[] order = random.permutation(lengths.length);
        List<int[]> batches = new ArrayList<>();
        long stretch = (long) STRETCH * batchSize;
        for (long from = 0; from < order.length; from += stretch) {
            int to = (int) Math.min(order.length, from + stretch);
            batches.addAll(LengthBuckets.of(Arrays.copyOfRange(order, (int) from, to), lengths, batchSize));
        }
        shuffle(batches, random);
        return batches;
    }

    /**
     * The batches of one stretch of a stream, for data that cannot be permuted as a whole: the stretch's rows are
     * permuted, sorted by length and cut into batches, and the batches are put in random order.
     *
     * @param epoch counted from 0
     * @param digest identity of the data
     * @param stretch counted from 0 within the epoch
     * @param lengths number of tokens of each of the stretch's rows
     */
    public static List<int[]> stretch(long seed, int epoch, String digest, int stretch, int[] lengths, int batchSize) {
        SplitMix64 random = SplitMix64.of("stretch", seed, epoch, digest, stretch);
        List<int[]> batches = LengthBuckets.of(random.permutation(lengths.length), lengths, batchSize);
        shuffle(batches, random);
        return batches;
    }

    private static void shuffle(List<int[]> batches, SplitMix64 random) {
        for (int i = batches.size() - 1; i > 0; i--) {
            Collections.swap(batches, i, random.nextInt(i + 1));
        }
    }
}
