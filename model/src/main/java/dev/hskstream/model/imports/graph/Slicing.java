package dev.hskstream.model.imports.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that select parts of tensors or concatenate them. */
final class Slicing {
    private Slicing() {}

    static Value concat(List<Value> parts, int axis) {
        int[] shape = parts.get(0).shape();
        int at = Shaping.axis(axis, shape.length);
        shape[at] = parts.stream().mapToInt(part -> part.shape()[at]).sum();
        int outer = Value.size(Arrays.copyOf(shape, at));
        double[] result = new double[Value.size(shape)];
        int row = outer == 0 ? 0 : result.length / outer;
        int offset = 0;
        for (Value part : parts) {
            int length = outer == 0 ? 0 : part.size() / outer;
            for (int o = 0; o < outer; o++) {
                for (int i = 0; i < length; i++) {
                    result[o * row + offset + i] = part.at(o * length + i);
                }
            }
            offset += length;
        }
        return Value.of(shape, parts.get(0).integer(), result);
    }

    static Value gather(Value table, Value indices, int axis) {
        int[] shape = table.shape();
        int at = Shaping.axis(axis, shape.length);
        int outer = Value.size(Arrays.copyOf(shape, at));
        int inner = Value.size(Arrays.copyOfRange(shape, at + 1, shape.length));
        int count = indices.size();
        double[] result = new double[outer * count * inner];
        for (int o = 0; o < outer; o++) {
            for (int k = 0; k < count; k++) {
                int row = (int) indices.at(k);
                int from = (o * shape[at] + (row < 0 ? row + shape[at] : row)) * inner;
                for (int i = 0; i < inner; i++) {
                    result[(o * count + k) * inner + i] = table.at(from + i);
                }
            }
        }
        int[] gathered = IntStream.concat(
                        IntStream.concat(Arrays.stream(shape, 0, at), Arrays.stream(indices.shape())),
                        Arrays.stream(shape, at + 1, shape.length))
                .toArray();
        return Value.of(gathered, table.integer(), result);
    }

    /**
     * GatherElements: each element of the result is the table's element at the same position, with the index along
     * {@code axis} replaced by the value in {@code indices}.
     */
    static Value gatherElements(Value table, Value indices, int axis) {
        int[] shape = table.shape();
        int[] places = indices.shape();
        int at = Shaping.axis(axis, shape.length);
        double[] result = new double[indices.size()];
        for (int k = 0; k < result.length; k++) {
            int from = 0;
            int stride = 1;
            int rest = k;
            for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
                int place = rest % places[dimension];
                rest /= places[dimension];
                int row = dimension == at ? (int) indices.at(k) : place;
                from += (row < 0 ? row + shape[dimension] : row) * stride;
                stride *= shape[dimension];
            }
            result[k] = table.at(from);
        }
        return Value.of(places, table.integer(), result);
    }

    /**
     * GatherND: each row of {@code indices} is a position in the table's leading axes; the result contains the
     * subtensors at these positions.
     */
    static Value gatherPlaces(Value table, Value indices) {
        int[] shape = table.shape();
        int[] places = indices.shape();
        int depth = places[places.length - 1];
        int inner = Value.size(Arrays.copyOfRange(shape, depth, shape.length));
        int[] strides = Shaping.strides(shape);
        int count = indices.size() / depth;
        double[] result = new double[count * inner];
        for (int k = 0; k < count; k++) {
            int from = 0;
            for (int d = 0; d < depth; d++) {
                int row = (int) indices.at(k * depth + d);
                from += (row < 0 ? row + shape[d] : row) * strides[d];
            }
            for (int i = 0; i < inner; i++) {
                result[k * inner + i] = table.at(from + i);
            }
        }
        int[] gathered = IntStream.concat(
                        Arrays.stream(places, 0, places.length - 1), Arrays.stream(shape, depth, shape.length))
                .toArray();
        return Value.of(gathered, table.integer(), result);
    }

    static Value slice(Value value, int[] starts, int[] ends, int[] axes, int[] steps) {
        Value result = value;
        for (int k = 0; k < starts.length; k++) {
            int at = Shaping.axis(axes[k], value.rank());
            int extent = value.shape()[at];
            if (steps[k] <= 0) {
                throw new GraphRunException("Slice backwards");
            }
            int from = bound(starts[k], extent);
            int to = bound(ends[k], extent);
            int step = steps[k];
            int count = Math.max(0, (to - from + step - 1) / step);
            result = gather(
                    result,
                    Value.integers(
                            IntStream.range(0, count).map(i -> from + i * step).toArray()),
                    at);
        }
        return result;
    }

    /** Resolves an index that may count from the end, and clamps it to 0..extent. */
    static int bound(int place, int extent) {
        return Math.max(0, Math.min(extent, place < 0 ? place + extent : place));
    }

    static List<Value> split(Value value, int axis, Optional<int[]> lengths, int outputs) {
        int at = Shaping.axis(axis, value.rank());
        int equal = (value.shape()[at] + outputs - 1) / outputs;
        List<Value> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < outputs; i++) {
            int length = lengths.isPresent() ? lengths.get()[i] : Math.min(equal, value.shape()[at] - from);
            parts.add(slice(value, new int[] {from}, new int[] {from + length}, new int[] {at}, new int[] {1}));
            from += length;
        }
        return parts;
    }
}
