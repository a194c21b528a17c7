package dev.hskstream.console;

import dev.hskstream.base.PlainNumber;
import dev.hskstream.base.Quoted;
import picocli.CommandLine.ITypeConverter;

/** Parses every option with a decimal value; refuses {@code NaN}, {@code Infinity} and {@code 1e400}. */
final class FiniteNumber implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
        return PlainNumber.parse(value)
                .orElseThrow(() -> new IllegalArgumentException(
                        Quoted.of(value) + " is not a finite number, such as 0.01 or 1e-4"));
    }
}
