package dev.hskstream.console;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Checks options against the {@link Range} of their field. */
final class OptionRanges {
    private OptionRanges() {}

    /**
     * Throws a {@link ParameterException} for the first value that is out of range, in the command or one of its
     * parents.
     */
    static void check(ParseResult parsed) {
        for (ParseResult level = parsed; level != null; level = level.subcommand()) {
            CommandSpec command = level.commandSpec();
            command.options().forEach(option -> check(command, option));
        }
    }

    private static void check(CommandSpec command, OptionSpec option) {
        if (!(option.userObject() instanceof Field field) || field.getAnnotation(Range.class) == null) {
            return;
        }
        Range range = field.getAnnotation(Range.class);
        values(option.getValue())
                .filter(value -> !holds(range, value))
                .findFirst()
                .ifPresent(value -> {
                    throw new ParameterException(
                            command.commandLine(),
                            option.longestName() + " is " + value + "; it has to be " + describe(range),
                            option,
                            value.toString());
                });
    }

    private static Stream<Number> values(@Nullable Object value) {
        if (value instanceof Number number) {
            return Stream.of(number);
        }
        if (value == null || !value.getClass().isArray()) {
            return Stream.empty();
        }
        return IntStream.range(0, Array.getLength(value)).mapToObj(i -> (Number) Array.get(value, i));
    }

    private static boolean holds(Range range, Number number) {
        double value = number.doubleValue();
        return value >= range.min() && value <= range.max() && value > range.above();
    }

    static String describe(Range range) {
        String least = range.above() >= 0 ? "above " + text(range.above()) : "at least " + text(range.min());
        Optional<String> most = Double.isInfinite(range.max()) ? Optional.empty() : Optional.of(text(range.max()));
        if (most.isEmpty()) {
            return least;
        }
        return range.above() >= 0
                ? least + " and at most " + most.get()
                : "from " + text(range.min()) + " to " + most.get();
    }

    private static String text(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
