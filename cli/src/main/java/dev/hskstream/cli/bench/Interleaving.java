package dev.hskstream.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Measures both sides of a ratio alternately, A B A B, so that what else the machine does meets both alike, and takes each
 * repetition's ratio.
 *
 * @param atMost repetitions
 * @param nanos the clock, as {@link System#nanoTime}
 */
record Interleaving(int atMost, LongSupplier nanos) {
    /** Repeats as often as is expected to fit into the time, warm-up included; at least once. */
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
