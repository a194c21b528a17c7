package dev.hskstream.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures the two sides of a ratio alternately (A B A B), so that other load on the machine affects both equally, and
 * computes one ratio per repetition.
 *
 * @param atMost maximum number of repetitions
 * @param nanos clock in nanoseconds, such as {@link System#nanoTime}
 */
record Interleaving(int atMost, LongSupplier nanos) {
    /** Repeats as often as is expected to fit into the time including the warm-up, but at least once. */
    Ratio measure(Sides sides, Duration time) {
        long start = nanos.getAsLong();
        sides.warmUp();
        long warm = nanos.getAsLong();
        List<Double> ratios = new ArrayList<>();
        boolean fits = true;
        while (fits && ratios.size() < atMost) {
            double first = sides.first();
            ratios.add(first / sides.second());
            long now = nanos.getAsLong();
            long each = (now - warm) / ratios.size();
            fits = now - start + each <= time.toNanos();
        }
        return Ratio.of(ratios);
    }
}
