package dev.hskstream.model.imports.graph;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntUnaryOperator;

/** Combines tensors of different shapes by broadcasting: missing leading axes and axes of size 1 are repeated. */
final class Broadcast {
    private Broadcast() {}

    static Value apply(Value a, Value b, boolean integer, DoubleBinaryOperator operator) {
        int[] shape = common(a.shape(), b.shape());
        IntUnaryOperator inA = index(a.shape(), shape);
        IntUnaryOperator inB = index(b.shape(), shape);
        double[] result = new double[Value.size(shape)];
        Arrays.setAll(result, i -> operator.applyAsDouble(a.at(inA.applyAsInt(i)), b.at(inB.applyAsInt(i))));
        return Value.of(shape, integer, result);
    }

    /** Takes an element from {@code a} where {@code condition} is not 0, otherwise from {@code b}. */
    static Value where(Value condition, Value a, Value b) {
        int[] shape = common(common(condition.shape(), a.shape()), b.shape());
        IntUnaryOperator inCondition = index(condition.shape(), shape);
        IntUnaryOperator inA = index(a.shape(), shape);
        IntUnaryOperator inB = index(b.shape(), shape);
        double[] result = new double[Value.size(shape)];
        Arrays.setAll(
                result,
                i -> condition.at(inCondition.applyAsInt(i)) == 0 ? b.at(inB.applyAsInt(i)) : a.at(inA.applyAsInt(i)));
        return Value.of(shape, a.integer(), result);
    }

    static Value expand(Value value, int[] to) {
        int[] shape = common(value.shape(), to);
        IntUnaryOperator in = index(value.shape(), shape);
        double[] result = new double[Value.size(shape)];
        Arrays.setAll(result, i -> value.at(in.applyAsInt(i)));
        return Value.of(shape, value.integer(), result);
    }

    static int[] common(int[] a, int[] b) {
        int rank = Math.max(a.length, b.length);
        int[] shape = new int[rank];
        for (int d = 0; d < rank; d++) {
            int x = extent(a, rank, d);
            int y = extent(b, rank, d);
            if (x != y && x != 1 && y != 1) {
                throw new GraphRunException(Arrays.toString(a) + " and " + Arrays.toString(b) + " do not go together");
            }
            shape[d] = x == 1 ? y : x;
        }
        return shape;
    }

    private static int extent(int[] shape, int rank, int d) {
        int own = d - (rank - shape.length);
        return own < 0 ? 1 : shape[own];
    }

    /**
     * Returns the mapping from an element's flat index in the common shape to its flat index in a tensor of shape
     * {@code own}.
     */
    static IntUnaryOperator index(int[] own, int[] common) {
        if (Arrays.equals(own, common)) {
            return i -> i;
        }
        int rank = common.length;
        int[] strides = new int[rank];
        int stride = 1;
        for (int d = rank - 1; d >= rank - own.length; d--) {
            int extent = own[d - (rank - own.length)];
            strides[d] = extent == 1 ? 0 : stride;
            stride *= extent;
        }
        return i -> {
            int place = 0;
            int rest = i;
            for (int d = rank - 1; d >= 0; d--) {
                place += rest % common[d] * strides[d];
                rest /= common[d];
            }
            return place;
        };
    }
}
