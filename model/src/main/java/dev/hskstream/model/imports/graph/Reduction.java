package dev.hskstream.model.imports.graph;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Operators that compute over whole axes: reductions, softmax, LayerNorm and cumulative sums. */
final class Reduction {
    private Reduction() {}

    static Value reduce(Operation operation, String name) {
        Value value = operation.in(0);
        int[] shape = value.shape();
        Optional<int[]> given = operation.list("axes", 1);
        boolean[] reduced = new boolean[shape.length];
        given.ifPresent(axes -> Arrays.stream(axes).forEach(axis -> reduced[Shaping.axis(axis, shape.length)] = true));
        if (given.isEmpty()) {
            Arrays.fill(reduced, true);
        }
        int[] kept = IntStream.range(0, shape.length)
                .map(d -> reduced[d] ? 1 : shape[d])
                .toArray();
        Value result = reduce(value, kept, name);
        return operation.integer("keepdims", 1) == 1
                ? result
                : result.reshaped(IntStream.range(0, shape.length)
                        .filter(d -> !reduced[d])
                        .map(d -> shape[d])
                        .toArray());
    }

    private static Value reduce(Value value, int[] kept, String name) {
        double[] result = new double[Value.size(kept)];
        DoubleBinaryOperator step =
                switch (name) {
                    case "ReduceMax" -> Math::max;
                    case "ReduceMin" -> Math::min;
                    default -> Double::sum;
                };
        Arrays.fill(
                result,
                name.equals("ReduceMax")
                        ? Double.NEGATIVE_INFINITY
                        : name.equals("ReduceMin") ? Double.POSITIVE_INFINITY : 0);
        var place = Broadcast.index(kept, value.shape());
        for (int i = 0; i < value.size(); i++) {
            int at = place.applyAsInt(i);
            result[at] = step.applyAsDouble(result[at], value.at(i));
        }
        if (name.equals("ReduceMean")) {
            double count = (double) value.size() / result.length;
            Arrays.setAll(result, i -> result[i] / count);
        }
        return Value.of(kept, value.integer(), result);
    }

    /**
     * Computes the softmax along an axis.
     *
     * @param toTheEnd whether all axes from this one on are normalised together, as before opset 13
     */
    static Value softmax(Value value, int axis, boolean toTheEnd) {
        int[] shape = value.shape();
        int at = Shaping.axis(axis, shape.length);
        int end = toTheEnd ? shape.length : at + 1;
        int length = Value.size(Arrays.copyOfRange(shape, at, end));
        int inner = Value.size(Arrays.copyOfRange(shape, end, shape.length));
        double[] result = value.toArray();
        for (int start = 0; start < result.length; start++) {
            if (start / inner % length == 0) {
                normalise(result, start, length, inner);
            }
        }
        return Value.of(shape, false, result);
    }

    private static void normalise(double[] numbers, int start, int length, int stride) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            most = Math.max(most, numbers[start + i * stride]);
        }
        double sum = 0;
        for (int i = 0; i < length; i++) {
            numbers[start + i * stride] = Math.exp(numbers[start + i * stride] - most);
            sum += numbers[start + i * stride];
        }
        for (int i = 0; i < length; i++) {
            numbers[start + i * stride] /= sum;
        }
    }

    static Value layerNorm(Operation operation) {
        Value value = operation.in(0);
        int[] shape = value.shape();
        int at = Shaping.axis((int) operation.integer("axis", -1), shape.length);
        int length = Value.size(Arrays.copyOfRange(shape, at, shape.length));
        double[] result = value.toArray();
        for (int start = 0; start < result.length; start += length) {
            standardise(result, start, length, operation.real("epsilon", 1e-5f));
        }
        Value scaled = Broadcast.apply(Value.of(shape, false, result), operation.in(1), false, (a, b) -> a * b);
        return operation.has(2) ? Broadcast.apply(scaled, operation.in(2), false, Double::sum) : scaled;
    }

    private static void standardise(double[] numbers, int start, int length, double epsilon) {
        double mean = Arrays.stream(numbers, start, start + length).sum() / length;
        double variance = 0;
        for (int i = start; i < start + length; i++) {
            variance += (numbers[i] - mean) * (numbers[i] - mean) / length;
        }
        for (int i = start; i < start + length; i++) {
            numbers[i] = (numbers[i] - mean) / Math.sqrt(variance + epsilon);
        }
    }

    static Value cumulate(Value value, int axis) {
        int at = Shaping.axis(axis, value.rank());
        int stride = Shaping.strides(value.shape())[at];
        int extent = value.shape()[at];
        double[] result = value.toArray();
        for (int i = 0; i < result.length; i++) {
            if (i / stride % extent > 0) {
                result[i] += result[i - stride];
            }
        }
        return Value.of(value.shape(), value.integer(), result);
    }
}
