package dev.hskstream.cli.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import java.util.List;
import java.util.function.Supplier;

/** Measures the peak speed of the library's matrix product on this machine. */
final class MatrixPeak implements AutoCloseable {
    private static final int[] SIZES = {2048, 4096};

    private final TensorOps ops = OpsSelection.select();
    private final NDManager manager = Tensors.newManager();

    /**
     * The highest rate of square matrix products, computed as a linear layer and as a plain product, in floating-point
     * operations per second.
     */
    double flopsPerSecond() {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        try (NDManager scope = manager.newSubManager()) {
            double best = 0;
            for (int size : SIZES) {
                NDArray x = scope.randomNormal(0, 1, new Shape(size, size), DataType.FLOAT32);
                NDArray weight = scope.randomNormal(0, 1, new Shape(size, size), DataType.FLOAT32);
                NDArray bias = scope.zeros(new Shape(size));
                List<Supplier<NDArray>> ways = List.of(() -> ops.inferLinear(x, weight, bias), () -> x.matMul(weight));
                for (Supplier<NDArray> way : ways) {
                    best = Math.max(best, 2.0 * size * size * size / seconds(way));
                }
            }
            return best;
        } finally {
            Tensors.record(recording);
        }
    }

    /** Reads a number of the result, because the engine may compute asynchronously. */
    private static double seconds(Supplier<NDArray> product) {
        return Timing.seconds(() -> {
            try (NDArray result = product.get();
                    NDArray corner = result.get(0)) {
                corner.getFloat(0);
            }
        });
    }

    @Override
    public void close() {
        manager.close();
        ops.close();
    }
}
