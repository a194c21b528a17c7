package dev.hskstream.cli.bench;

/** The two sides of a ratio, ready to be measured. Each call is one repetition of a side. */
interface Sides extends AutoCloseable {
    /** The numerator's quantity: seconds, samples per second, bytes per second. */
    double first();

    /** The denominator's, in the same unit. */
    double second();

    /** Warm-up: runs before the first repetition that counts. */
    default void warmUp() {
        first();
        second();
    }

    @Override
    default void close() {}
}
