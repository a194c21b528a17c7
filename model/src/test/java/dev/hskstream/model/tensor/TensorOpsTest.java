package dev.hskstream.model.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.hskstream.base.UsageException;
import dev.hskstream.model.tensor.TensorOps.AdamWGroup;
import dev.hskstream.model.tensor.TensorOps.AdamWRates;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorOpsTest {
    private static final List<TensorOps> ALL = List.of(new PlainOps(), script(false), script(true));

    static List<TensorOps> all() {
        return ALL;
    }

    private static TensorOps script(boolean gpu) {
        Tensors.engine();
        return new ScriptOps(gpu);
    }

    @AfterAll
    static void close() {
        ALL.forEach(TensorOps::close);
    }

    @Test
    void fastOperationsComputeWhatThePlainOnesCompute() {
        assertThat(OpsSelection.difference(ALL.get(0), ALL.get(1))).isLessThan(1e-4f);
        assertThat(OpsSelection.difference(ALL.get(0), ALL.get(2))).isLessThan(1e-4f);
    }

    /** 5 * 700 vectors exceed the limit of one product, 2048, which is not a multiple of 700. */
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("all")
    void manyVectorsAreMultipliedInPartsThatAddUp(TensorOps ops) {
        try (NDManager manager = Tensors.newManager()) {
            NDArray x = manager.randomNormal(new Shape(5, 700, 8));
            NDArray weight = manager.randomNormal(new Shape(8, 8));
            NDArray bias = manager.randomNormal(new Shape(8));

            assertSame(gradients(ops, x, weight, bias), gradients(ALL.get(0), x, weight, bias));
        }
    }

    /** Returns the output of a linear layer followed by an MLP, and the gradients of x, weight and bias. */
    private static List<NDArray> gradients(TensorOps ops, NDArray x, NDArray weight, NDArray bias) {
        List<NDArray> leaves = Stream.of(x, weight, bias)
                .map(tensor -> {
                    NDArray leaf = tensor.duplicate();
                    leaf.setRequiresGradient(true);
                    return leaf;
                })
                .toList();
        NDArray y;
        try (GradientCollector collector = Tensors.engine().newGradientCollector()) {
            NDArray linear = ops.linear(leaves.get(0), leaves.get(1), leaves.get(2));
            y = ops.mlp(linear, leaves.get(1), leaves.get(2), leaves.get(1), leaves.get(2));
            collector.backward(y.mul(y).mean());
        }
        return Stream.concat(Stream.of(y.stopGradient()), leaves.stream().map(NDArray::getGradient))
                .toList();
    }

    private static void assertSame(List<NDArray> actual, List<NDArray> expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).getShape()).isEqualTo(expected.get(i).getShape());
            float scale = expected.get(i).abs().max().getFloat();
            float difference = actual.get(i).sub(expected.get(i)).abs().max().getFloat();
            assertThat(difference / scale).as("result %d", i).isLessThan(1e-5f);
        }
    }

    @Test
    void theSelfTestSeesAnOperationThatIsWrong() {
        assertThat(OpsSelection.difference(ALL.get(0), new OffByALittle())).isGreaterThan(1e-4f);
    }

    @Test
    void anUnknownSelectionIsWrongUsageAndNamesTheVariable() {
        assertThatThrownBy(() -> OpsSelection.named("quick"))
                .isInstanceOf(UsageException.class)
                .hasMessage("HSK_OPS is \"quick\"; it can be plain or fast, or unset to let a self-test choose");
    }

    @Test
    void aSelectionIsReadInAnyCaseAndWithSpacesAround() {
        try (TensorOps plain = OpsSelection.named(" Plain ").get()) {
            assertThat(plain).isInstanceOf(PlainOps.class);
        }
    }

    /** Rounding to eight significant bits changes each factor by at most the fraction 2^-9. */
    @Test
    void bfloat16LinearsRoundTheirFactorsAndNothingElse() {
        try (TensorOps half = OpsSelection.select(Precision.BFLOAT16);
                NDManager manager = Tensors.newManager()) {
            NDArray weight = manager.create(new float[] {1 + 0x1p-9f, 0, 0, 1 + 0x1p-7f}, new Shape(2, 2));
            NDArray bias = manager.create(new float[] {0, 0});
            NDArray x = manager.create(new float[] {1, 1, 3, -0x1p-20f}, new Shape(2, 2));

            assertThat(half.inferLinear(x, weight, bias).toFloatArray())
                    .containsExactly(1, 1 + 0x1p-7f, 3, -0x1p-20f * (1 + 0x1p-7f));
            assertThat(half.inferLinearGelu(x, weight, bias).toFloatArray()[2]).isCloseTo(2.99595f, within(0.01f));
            assertThat(half.linear(x, weight, bias).toFloatArray()[0]).isEqualTo(1 + 0x1p-9f);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("all")
    void adamWFollowsItsDefinition(TensorOps ops) {
        try (NDManager manager = Tensors.newManager()) {
            double[] p = {0.5, -1.25, 2};
            double[] m = new double[3];
            double[] v = new double[3];
            NDArray parameter = manager.create(new float[] {0.5f, -1.25f, 2});
            NDArray first = manager.zeros(new Shape(3));
            NDArray second = manager.zeros(new Shape(3));
            for (int step = 1; step <= 5; step++) {
                float[] gradient = {0.1f * step, -0.2f, 0.01f};
                AdamWGroup group = new AdamWGroup(
                        List.of(parameter), List.of(manager.create(gradient)), List.of(first), List.of(second), 0.1);

                ops.adamW(group, new AdamWRates(step, 0.05, 0.9, 0.999, 1e-8));

                reference(p, m, v, gradient, step);
            }
            float[] actual = parameter.toFloatArray();
            for (int i = 0; i < 3; i++) {
                assertThat((double) actual[i]).isCloseTo(p[i], within(1e-5));
            }
        }
    }

    private static void reference(double[] p, double[] m, double[] v, float[] g, int step) {
        for (int i = 0; i < p.length; i++) {
            m[i] = 0.9 * m[i] + 0.1 * g[i];
            v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
            double mHat = m[i] / (1 - Math.pow(0.9, step));
            double vHat = v[i] / (1 - Math.pow(0.999, step));
            p[i] -= 0.05 * (0.1 * p[i] + mHat / (Math.sqrt(vHat) + 1e-8));
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("all")
    void normIsOverAllTensorsTogether(TensorOps ops) {
        try (NDManager manager = Tensors.newManager()) {
            NDArray a = manager.create(new float[] {3, 0});
            NDArray b = manager.create(new float[] {0, 4, 0, 12}, new Shape(2, 2));

            assertThat(ops.norm(List.of(a, b))).isCloseTo(13, within(1e-6));
            ops.scale(List.of(a, b), 0.5);
            assertThat(b.toFloatArray()).containsExactly(0, 2, 0, 6);
        }
    }

    private static final class OffByALittle implements TensorOps {
        private final PlainOps plain = new PlainOps();

        @Override
        public String name() {
            return "wrong";
        }

        @Override
        public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
            return plain.linear(x, weight, bias).mul(x.getManager().create(1.01f));
        }

        @Override
        public NDArray mlp(NDArray x, NDArray up, NDArray upBias, NDArray down, NDArray downBias) {
            return plain.mlp(x, up, upBias, down, downBias);
        }

        @Override
        public NDArray inferLinear(NDArray x, NDArray weight, NDArray bias) {
            return plain.inferLinear(x, weight, bias);
        }

        @Override
        public NDArray inferLinearGelu(NDArray x, NDArray weight, NDArray bias) {
            return plain.inferLinearGelu(x, weight, bias);
        }

        @Override
        public double norm(List<NDArray> tensors) {
            return plain.norm(tensors);
        }

        @Override
        public void scale(List<NDArray> tensors, double factor) {
            plain.scale(tensors, factor);
        }

        @Override
        public void adamW(AdamWGroup group, AdamWRates rates) {
            plain.adamW(group, rates);
        }

        @Override
        public void close() {
            plain.close();
        }
    }
}
