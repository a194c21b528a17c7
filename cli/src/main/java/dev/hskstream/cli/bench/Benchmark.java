package dev.hskstream.cli.bench;

import java.util.OptionalDouble;

/** One ratio to be measured. Nothing is prepared before {@link #open}. */
interface Benchmark {
    /** A unique name whose parts are separated by dots: {@code codec.encode.int8}. */
    String name();

    Target target();

    /** The benchmark's approximate share of a run's time, relative to the others. */
    double weight();

    /** The ratio that the floating-point operations of both sides allow; empty if they do not limit it. */
    default OptionalDouble allowed() {
        return OptionalDouble.empty();
    }

    /** Prepares both sides; the caller closes them. */
    Sides open(Fixtures fixtures);
}
