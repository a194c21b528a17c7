package dev.hskstream.cli.bench;

import java.util.function.IntSupplier;

/** Wall time of pieces of work. */
final class Timing {
    private Timing() {}

    static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /**
     * Units a second of work that is repeated for at least that time, and at least once.
     *
     * @param work one piece of it; gives how many units it was
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
