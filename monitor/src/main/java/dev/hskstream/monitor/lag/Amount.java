package dev.hskstream.monitor.lag;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;

/** A number that may not be known. There is no special value for "not known": the reason is there instead. */
public sealed interface Amount {
    /** A known number, never negative. */
    record Known(long value) implements Amount {
        /** Throws IllegalArgumentException if the value is negative. */
        public Known {
            if (value < 0) {
                throw new IllegalArgumentException("an amount cannot be " + value);
            }
        }
    }

    /**
     * A number that is not known.
     *
     * @param reason why, as part of a sentence
     */
    record Unknown(String reason) implements Amount {}

    /** A known amount. */
    static Amount known(long value) {
        return new Known(value);
    }

    /** An amount that is not known for this reason. */
    static Amount unknown(String reason) {
        return new Unknown(reason);
    }

    /** The number, if it is known. */
    default OptionalLong asLong() {
        return this instanceof Known known ? OptionalLong.of(known.value()) : OptionalLong.empty();
    }

    /** The number that is computed from this one; not known if this one is not. */
    default Amount map(LongUnaryOperator operator) {
        return this instanceof Known known ? new Known(operator.applyAsLong(known.value())) : this;
    }

    /** The sum, which is not known if one of them is not. */
    static Amount sum(Collection<Amount> amounts) {
        long sum = 0;
        for (Amount amount : amounts) {
            if (!(amount instanceof Known known)) {
                return amount;
            }
            sum += known.value();
        }
        return new Known(sum);
    }
}
