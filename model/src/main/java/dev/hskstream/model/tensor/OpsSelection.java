package dev.hskstream.model.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the {@link TensorOps} of this process: the fast ones if a self-test shows that their results equal those of
 * the plain ones, otherwise the plain ones. The environment variable {@code HSK_OPS} ({@code plain} or {@code fast})
 * forces one.
 */
public final class OpsSelection {
    private static final Logger LOG = LoggerFactory.getLogger(OpsSelection.class);
    private static final float TOLERANCE = 1e-4f;

    /** The self-test's values are of order 1 to 10, and bfloat16 has eight significant bits. */
    private static final float BFLOAT16_TOLERANCE = 0.1f;

    private OpsSelection() {}

    /**
     * Chooses the operations; the caller closes them.
     *
     * @throws UsageException if {@code HSK_OPS} has another value
     * @throws IllegalStateException if {@code HSK_OPS=fast} and the self-test fails
     */
    public static TensorOps select() {
        return wanted().get();
    }

    /**
     * Checks the environment variable without starting PyTorch. A command calls this before it changes anything.
     *
     * @throws UsageException if {@code HSK_OPS} has another value
     */
    public static void requireKnown() {
        wanted();
    }

    private static Supplier<TensorOps> wanted() {
        return named(System.getenv().getOrDefault("HSK_OPS", ""));
    }

    /**
     * Returns what creates the operations that the environment variable selects.
     *
     * @param wanted the value of {@code HSK_OPS}; empty if it is not set
     */
    static Supplier<TensorOps> named(String wanted) {
        return switch (wanted.strip().toLowerCase(Locale.ROOT)) {
            case "plain" -> PlainOps::new;
            case "fast" -> OpsSelection::fast;
            case "" -> OpsSelection::fastOrPlain;
            default ->
                throw new UsageException("HSK_OPS is " + Quoted.of(wanted)
                        + "; it can be plain or fast, or unset to let a self-test choose");
        };
    }

    /**
     * Chooses the operations for inference in a precision; the caller closes them.
     *
     * @throws IllegalStateException if this build of PyTorch does not support the precision
     */
    public static TensorOps select(Precision precision) {
        TensorOps chosen = select();
        return switch (precision) {
            case FLOAT32 -> chosen;
            case BFLOAT16 -> bfloat16(chosen);
        };
    }

    private static TensorOps bfloat16(TensorOps chosen) {
        TensorOps ops = new BfloatOps(chosen);
        try {
            float difference = difference(ops, chosen);
            if (!(difference <= BFLOAT16_TOLERANCE)) {
                throw new IllegalStateException(
                        "linears in bfloat16 differ from those in float32 by " + difference + " here; use float32");
            }
            return ops;
        } catch (EngineException e) {
            ops.close();
            throw new IllegalStateException("the engine has no linears in bfloat16 here; use float32", e);
        } catch (IllegalStateException e) {
            ops.close();
            throw e;
        }
    }

    private static TensorOps fastOrPlain() {
        try {
            return fast();
        } catch (EngineException | IllegalStateException e) {
            LOG.info(
                    "fast operations are not available here, the plain ones are used: {}",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return new PlainOps();
        }
    }

    private static TensorOps fast() {
        Tensors.engine();
        TensorOps fast = new ScriptOps();
        try (PlainOps plain = new PlainOps()) {
            float difference = difference(fast, plain);
            // In this form NaN fails, too.
            if (!(difference <= TOLERANCE)) {
                throw new IllegalStateException("the fast operations differ from the plain ones by " + difference);
            }
            return fast;
        } catch (EngineException | IllegalStateException e) {
            fast.close();
            throw e;
        }
    }

    /**
     * Returns the largest difference between the results of both on the same inputs, gradients and optimizer included.
     */
    static float difference(TensorOps one, TensorOps other) {
        try (NDManager manager = Tensors.newManager()) {
            List<NDArray> a = results(one, manager);
            List<NDArray> b = results(other, manager);
            float worst = 0;
            for (int i = 0; i < a.size(); i++) {
                // Math.max propagates NaN.
                worst = Math.max(worst, a.get(i).sub(b.get(i)).abs().max().getFloat());
            }
            return worst;
        }
    }

    private static List<NDArray> results(TensorOps ops, NDManager manager) {
        NDArray x = wave(manager, 0.37f, 4, 3, 16);
        NDArray weight = wave(manager, 0.11f, 24, 16);
        NDArray bias = wave(manager, 0.73f, 24);
        NDArray down = wave(manager, 0.23f, 16, 24);
        NDArray downBias = wave(manager, 0.53f, 16);
        List<NDArray> leaves = List.of(x, weight, bias, down, downBias);
        leaves.forEach(leaf -> leaf.setRequiresGradient(true));
        List<NDArray> results = new ArrayList<>();
        try (GradientCollector collector = Tensors.engine().newGradientCollector()) {
            NDArray linear = ops.linear(x, weight, bias);
            NDArray mlp = ops.mlp(x, weight, bias, down, downBias);
            collector.backward(linear.mul(linear).sum().add(mlp.mul(mlp).sum()));
            results.add(linear.stopGradient());
            results.add(mlp.stopGradient());
        }
        List<NDArray> gradients = leaves.stream().map(NDArray::getGradient).toList();
        results.addAll(gradients.stream().map(NDArray::duplicate).toList());
        results.add(manager.create((float) ops.norm(gradients)));
        ops.scale(gradients, 1e-3);
        List<NDArray> parameters =
                leaves.stream().map(leaf -> leaf.stopGradient().duplicate()).toList();
        results.add(ops.inferLinear(parameters.get(0), parameters.get(1), parameters.get(2)));
        results.add(ops.inferLinearGelu(parameters.get(0), parameters.get(1), parameters.get(2)));
        results.addAll(step(ops, parameters, gradients));
        return results;
    }

    private static List<NDArray> step(TensorOps ops, List<NDArray> parameters, List<NDArray> gradients) {
        List<NDArray> first = parameters.stream().map(NDArray::zerosLike).toList();
        List<NDArray> second = parameters.stream().map(NDArray::zerosLike).toList();
        var group = new TensorOps.AdamWGroup(parameters, gradients, first, second, 0.1);
        for (int step = 1; step <= 3; step++) {
            ops.adamW(group, new TensorOps.AdamWRates(step, 0.01, 0.9, 0.999, 1e-8));
        }
        return parameters;
    }

    private static NDArray wave(NDManager manager, float frequency, long... shape) {
        Shape s = new Shape(shape);
        float[] values = new float[(int) s.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(frequency * (i + 1));
        }
        return manager.create(values, s);
    }
}
