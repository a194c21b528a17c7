package dev.hskstream.cli.bench;

import java.util.OptionalDouble;

/** One ratio. Nothing is prepared before {@link #open}. */
interface Benchmark {
    /** Unique, dots between its parts: {@code codec.encode.int8}. */
    String name();

    Target target();

    /** About how much of a run's time it needs, in comparison with the others. */
    double weight();

    /** The ratio that the counted floating-point operations of both sides allow, where that limits it. */
    default OptionalDouble allowed() {
        return OptionalDouble.empty();
    }

    /** Prepares both sides; the caller closes them. */
    Sides open(Fixtures fixtures);
}
