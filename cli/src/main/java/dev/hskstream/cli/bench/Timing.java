package dev.hskstream.cli.bench;

/** Wall time of a piece of work. */
final class Timing {
    private Timing() {}

    static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
