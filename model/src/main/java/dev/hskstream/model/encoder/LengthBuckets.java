package dev.hskstream.model.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Groups texts of similar length into batches. A batch is padded to its longest row, so mixed lengths waste
 * computation.
 */
public final class LengthBuckets {
    private LengthBuckets() {}

    /**
     * Sorts the given rows by length, keeping the given order of equal lengths, and cuts them into batches.
     *
     * @param rows indices into {@code lengths}
     * @param lengths number of tokens of each row
     * @param batchSize greatest number of rows in a batch
     */
    public static List<int[]> of(int[] rows, int[] lengths, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be at least 1, got " + batchSize);
        }
        int[] sorted = Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.comparingInt(i -> lengths[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < sorted.length; from += batchSize) {
            batches.add(Arrays.copyOfRange(sorted, from, Math.min(sorted.length, from + batchSize)));
        }
        return batches;
    }

    /** Groups all rows. */
    public static List<int[]> of(int[] lengths, int batchSize) {
        int[] all = new int[lengths.length];
        Arrays.setAll(all, i -> i);
        return of(all, lengths, batchSize);
    }
}
