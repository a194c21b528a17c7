package dev.hskstream.cli.bench;

import java.util.Arrays;
import java.util.List;

/**
 * The ratios of one run's repetitions, summarised.
 *
 * @param runs number of repetitions, each of both sides
 */
record Ratio(double median, double min, double max, int runs) {
    /** @throws IllegalArgumentException if the list is empty */
    static Ratio of(List<Double> ratios) {
        if (ratios.isEmpty()) {
            throw new IllegalArgumentException("a ratio needs at least one repetition");
        }
        double[] sorted = ratios.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Ratio(median, sorted[0], sorted[sorted.length - 1], sorted.length);
    }
}
