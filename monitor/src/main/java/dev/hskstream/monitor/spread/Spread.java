package dev.hskstream.monitor.spread;

import dev.hskstream.schemas.avro.ValueSpread;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of several values.
 *
 * @param count number of values, at least 1
 */
public record Spread(long count, double min, double mean, double max) {
    /** Reads a stored spread. */
    public static Spread of(ValueSpread stored) {
        return new Spread(stored.getCount(), stored.getMin(), stored.getSum() / stored.getCount(), stored.getMax());
    }

    /** Reads a stored spread; empty if there are no values. */
    public static Optional<Spread> ofNullable(@Nullable ValueSpread stored) {
        return Optional.ofNullable(stored).map(Spread::of);
    }
}
