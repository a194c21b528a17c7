package dev.hskstream.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The allowed values of a numeric option. They are checked before the command runs, whether the value comes from the
 * command line or the environment; the error for a value out of range names the option.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Range {
    /** The smallest allowed value. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest allowed value. */
    double max() default Double.POSITIVE_INFINITY;

    /** Exclusive lower bound: allowed values are greater than this one. */
    double above() default Double.NEGATIVE_INFINITY;
}
