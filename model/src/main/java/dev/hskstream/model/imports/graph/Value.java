package dev.hskstream.model.imports.graph;

import dev.hskstream.model.formats.onnx.OnnxTensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * A tensor in a run of a graph, row-major. Integers and booleans are stored as doubles too, which are exact up to 2^53.
 */
public final class Value {
    private final int[] shape;
    private final boolean integer;
    private final IntToDoubleFunction numbers;

    /**
     * Creates a tensor.
     *
     * @param integer whether the element type is integer or boolean, so that divisions round towards zero
     * @param numbers returns the element with a given flat index
     */
    Value(int[] shape, boolean integer, IntToDoubleFunction numbers) {
        this.shape = shape.clone();
        this.integer = integer;
        this.numbers = numbers;
    }

    static Value of(int[] shape, boolean integer, double... numbers) {
        if (numbers.length != size(shape)) {
            throw new GraphRunException("a tensor of shape " + Arrays.toString(shape) + " has " + numbers.length);
        }
        return new Value(shape, integer, i -> numbers[i]);
    }

    static Value integers(int... numbers) {
        return of(
                new int[] {numbers.length},
                true,
                Arrays.stream(numbers).asDoubleStream().toArray());
    }

    /** Wraps a constant. Elements are converted on access, because weights are large. */
    static Value of(OnnxTensor tensor) {
        int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        if (tensor.isFloat()) {
            FloatBuffer floats = tensor.toFloats().floats();
            return new Value(shape, false, floats::get);
        }
        return new Value(shape, true, tensor::integer);
    }

    /** The dimensions, outermost first. */
    public int[] shape() {
        return shape.clone();
    }

    int rank() {
        return shape.length;
    }

    boolean integer() {
        return integer;
    }

    int size() {
        return size(shape);
    }

    double at(int index) {
        return numbers.applyAsDouble(index);
    }

    /** Copies all elements. */
    public double[] toArray() {
        double[] all = new double[size()];
        Arrays.setAll(all, numbers);
        return all;
    }

    /** Returns the elements of a list or scalar of integers. */
    int[] toIntegers() {
        int[] all = new int[size()];
        // The cast clamps to the range of int: ends of slices are often the largest long.
        Arrays.setAll(all, i -> (int) at(i));
        return all;
    }

    /** Returns the same elements in another shape. */
    Value reshaped(int... other) {
        if (size(other) != size()) {
            throw new GraphRunException(Arrays.toString(shape) + " cannot become " + Arrays.toString(other));
        }
        return new Value(other, integer, numbers);
    }

    static int size(int[] shape) {
        int size = 1;
        for (int extent : shape) {
            size = Math.multiplyExact(size, extent);
        }
        return size;
    }
}
