package dev.hskstream.cli.bench;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Shares a run's time among its benchmarks by weight. What one leaves over, or takes too much of, the later ones share. */
final class TimeBudget {
    private final LongSupplier nanos;
    private final long end;
    private double weightLeft;

    /** @param weights sum over all benchmarks of the run */
    TimeBudget(Duration total, double weights, LongSupplier nanos) {
        this.nanos = nanos;
        this.end = nanos.getAsLong() + total.toNanos();
        this.weightLeft = weights;
    }

    /** The time of the next benchmark, none if there is none left. */
    Duration next(double weight) {
        long left = Math.max(0, end - nanos.getAsLong());
        Duration share = Duration.ofNanos((long) (left * Math.min(1, weight / weightLeft)));
        weightLeft -= weight;
        return share;
    }
}
