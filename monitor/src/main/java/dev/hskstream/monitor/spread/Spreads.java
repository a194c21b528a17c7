package dev.hskstream.monitor.spread;

import dev.hskstream.schemas.avro.ValueSpread;
import org.jspecify.annotations.Nullable;

/** Calculates with stored spreads. */
public final class Spreads {
    private Spreads() {}

    /** The spread of one value. */
    public static ValueSpread of(double value) {
        return new ValueSpread(1L, value, value, value);
    }

    /** The spread of the values of both. */
    public static ValueSpread merged(ValueSpread one, ValueSpread other) {
        return new ValueSpread(
                one.getCount() + other.getCount(),
                Math.min(one.getMin(), other.getMin()),
                one.getSum() + other.getSum(),
                Math.max(one.getMax(), other.getMax()));
    }

    /** The spread of the values of both; null stands for none. */
    public static @Nullable ValueSpread mergedOrNull(@Nullable ValueSpread one, @Nullable ValueSpread other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return merged(one, other);
    }
}
