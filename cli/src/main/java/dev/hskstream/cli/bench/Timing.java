package dev.hskstream.cli.bench;

import java.util.function.IntSupplier;

/** Measures wall time. */
final class Timing {
    private Timing() {}

    static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Repeats work for at least the given time, and at least once, and returns its rate in units per second.
     *
     * @param atLeast minimum duration in seconds
     * @param work does one piece of work and returns its number of units
     */
    static double ratePerSecond(double atLeast, IntSupplier work) {
        long start = System.nanoTime();
        long units = 0;
        double seconds = 0;
        do {
            units += work.getAsInt();
            seconds = (System.nanoTime() - start) / 1e9;
        } while (seconds < atLeast);
        return units / seconds;
    }
}
