package dev.hskstream.model.encoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Batches of rows of like length: a batch is padded to its longest row, so unlike lengths cost time for nothing. */
public final class LengthBuckets {
    private LengthBuckets() {}

    /**
     * Sorts the given rows by length, equal lengths in the order given, and cuts them into batches.
     *
     * @param rows indices into {@code lengths}
     * @param lengths tokens of each row
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

    /** All rows. */
    public static List<int[]> of(int[] lengths, int batchSize) {
        int[] all = new int[lengths.length];
        Arrays.setAll(all, i -> i);
        return of(all, lengths, batchSize);
    }
}
