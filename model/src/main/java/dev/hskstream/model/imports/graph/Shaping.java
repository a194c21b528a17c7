package dev.hskstream.model.imports.graph;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that change the shape or order of elements. */
final class Shaping {
    private Shaping() {}

    /** Reshapes; 0 keeps a dimension and -1 is inferred. */
    static Value reshape(Value value, int[] asked) {
        int[] shape = asked.clone();
        int left = -1;
        int known = 1;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] == 0) {
                shape[d] = value.shape()[d];
            }
            if (shape[d] == -1) {
                left = d;
            } else {
                known *= shape[d];
            }
        }
        if (left >= 0) {
            shape[left] = known == 0 ? 0 : value.size() / known;
        }
        return value.reshaped(shape);
    }

    static Value flatten(Value value, int axis) {
        int at = axis(axis, value.rank() + 1);
        int rows = Value.size(Arrays.copyOf(value.shape(), at));
        return value.reshaped(rows, rows == 0 ? 0 : value.size() / rows);
    }

    static Value transpose(Value value, int[] order) {
        int rank = value.rank();
        int[] from = order.length == rank
                ? order
                : IntStream.range(0, rank).map(d -> rank - 1 - d).toArray();
        int[] old = value.shape();
        int[] strides = strides(old);
        int[] shape = Arrays.stream(from).map(d -> old[d]).toArray();
        double[] result = new double[value.size()];
        for (int i = 0; i < result.length; i++) {
            int rest = i;
            int place = 0;
            for (int d = rank - 1; d >= 0; d--) {
                place += rest % shape[d] * strides[from[d]];
                rest /= shape[d];
            }
            result[i] = value.at(place);
        }
        return Value.of(shape, value.integer(), result);
    }

    static Value unsqueeze(Value value, int[] axes) {
        int rank = value.rank() + axes.length;
        int[] shape = new int[rank];
        for (int axis : axes) {
            shape[axis(axis, rank)] = -1;
        }
        int next = 0;
        for (int d = 0; d < rank; d++) {
            shape[d] = shape[d] == -1 ? 1 : value.shape()[next++];
        }
        return value.reshaped(shape);
    }

    static Value squeeze(Value value, Optional<int[]> axes) {
        int[] shape = value.shape();
        boolean[] gone = new boolean[shape.length];
        for (int d = 0; d < shape.length; d++) {
            gone[d] = axes.isEmpty() && shape[d] == 1;
        }
        axes.ifPresent(given -> Arrays.stream(given).forEach(axis -> gone[axis(axis, shape.length)] = true));
        return value.reshaped(IntStream.range(0, shape.length)
                .filter(d -> !gone[d])
                .map(d -> shape[d])
                .toArray());
    }

    /** Converts a negative axis, which counts from the end, and checks the range. */
    static int axis(int axis, int rank) {
        int counted = axis < 0 ? axis + rank : axis;
        if (counted < 0 || counted >= Math.max(1, rank)) {
            throw new GraphRunException("axis " + axis + " of " + rank);
        }
        return counted;
    }

    static int[] strides(int[] shape) {
        int[] strides = new int[shape.length];
        int stride = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride *= shape[d];
        }
        return strides;
    }
}
