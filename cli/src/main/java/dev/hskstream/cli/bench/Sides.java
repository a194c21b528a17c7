package dev.hskstream.cli.bench;

/** The two sides of a ratio, ready to be measured. Each call is one repetition. */
interface Sides extends AutoCloseable {
    /** Measures the numerator, such as seconds, samples per second or bytes per second. */
    double first();

    /** Measures the denominator, in the same unit. */
    double second();

    /** Runs before the first measured repetition. */
    default void warmUp() {
        first();
        second();
    }

    @Override
    default void close() {}
}
