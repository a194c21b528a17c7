package dev.hskstream.model.imports.graph;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** Matrix products and dequantisation. */
final class Products {
    private Products() {}

    /** Multiplies {@code [..., m, k]} by {@code [..., k, n]}. */
    static Value matMul(Value a, Value b) {
        if (a.rank() < 2 || b.rank() < 2) {
            throw new GraphRunException("MatMul of vectors");
        }
        int[] left = a.shape();
        int[] right = b.shape();
        int m = left[left.length - 2];
        int k = left[left.length - 1];
        int n = right[right.length - 1];
        if (right[right.length - 2] != k) {
            throw new GraphRunException(Arrays.toString(left) + " times " + Arrays.toString(right));
        }
        int[] batchA = Arrays.copyOf(left, left.length - 2);
        int[] batchB = Arrays.copyOf(right, right.length - 2);
        int[] batch = Broadcast.common(batchA, batchB);
        IntUnaryOperator inA = Broadcast.index(batchA, batch);
        IntUnaryOperator inB = Broadcast.index(batchB, batch);
        double[] result = new double[Value.size(batch) * m * n];
        for (int p = 0; p < Value.size(batch); p++) {
            multiply(
                    a, inA.applyAsInt(p) * m * k, b, inB.applyAsInt(p) * k * n, new int[] {m, k, n}, result, p * m * n);
        }
        int[] shape = Arrays.copyOf(batch, batch.length + 2);
        shape[batch.length] = m;
        shape[batch.length + 1] = n;
        return Value.of(shape, false, result);
    }

    private static void multiply(Value a, int fromA, Value b, int fromB, int[] sizes, double[] result, int to) {
        int m = sizes[0];
        int k = sizes[1];
        int n = sizes[2];
        double[] row = new double[n];
        for (int j = 0; j < k; j++) {
            for (int c = 0; c < n; c++) {
                row[c] = b.at(fromB + j * n + c);
            }
            for (int r = 0; r < m; r++) {
                double factor = a.at(fromA + r * k + j);
                for (int c = 0; c < n; c++) {
                    result[to + r * n + c] += factor * row[c];
                }
            }
        }
    }

    static Value gemm(Operation operation) {
        Value a = operation.in(0);
        Value b = operation.in(1);
        Value product = matMul(
                operation.integer("transA", 0) == 1 ? Shaping.transpose(a, new int[] {1, 0}) : a,
                operation.integer("transB", 0) == 1 ? Shaping.transpose(b, new int[] {1, 0}) : b);
        double alpha = operation.real("alpha", 1);
        double beta = operation.real("beta", 1);
        Value scaled = new Value(product.shape(), false, i -> alpha * product.at(i));
        return operation.has(2) ? Broadcast.apply(scaled, operation.in(2), false, (x, y) -> x + beta * y) : scaled;
    }

    /** Dequantises with one scale and zero point for the whole tensor or one per index of an axis. */
    static Value dequantize(Operation operation) {
        Value value = operation.in(0);
        int axis = Shaping.axis((int) operation.integer("axis", 1), Math.max(1, value.rank()));
        Value scale = alongAxis(operation.in(1), axis, value.rank());
        Value shifted = operation.has(2)
                ? Broadcast.apply(value, alongAxis(operation.in(2), axis, value.rank()), false, (a, b) -> a - b)
                : value;
        return Broadcast.apply(shifted, scale, false, (a, b) -> a * b);
    }

    private static Value alongAxis(Value numbers, int axis, int rank) {
        if (numbers.size() == 1) {
            return numbers.reshaped();
        }
        int[] shape = new int[rank];
        Arrays.fill(shape, 1);
        shape[axis] = numbers.size();
        return numbers.reshaped(shape);
    }
}
