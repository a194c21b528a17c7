package dev.hskstream.cli.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Divides a run's time among its benchmarks by weight. Time that a benchmark leaves over or overruns is distributed
 * over the later ones.
 */
final class TimeBudget {
    private final LongSupplier nanos;
    private final long end;
    private double weightLeft;

    /** @param weights sum of the weights of all benchmarks in the run */
    TimeBudget(Duration total, double weights, LongSupplier nanos) {
        this.nanos = nanos;
        this.end = nanos.getAsLong() + total.toNanos();
        this.weightLeft = weights;
    }

    /** The time for the next benchmark; zero if no time is left. */
    Duration next(double weight) {
        long left = Math.max(0, end - nanos.getAsLong());
        Duration share = Duration.ofNanos((long) (left * Math.min(1, weight / weightLeft)));
        weightLeft -= weight;
        return share;
    }
}
