package dev.hskstream.trainer.optimizer;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tensor.PlainOps;
import dev.hskstream.model.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private final NDManager manager = Tensors.newManager();
    private final PlainOps ops = new PlainOps();
    private final EncoderParameters parameters = new EncoderParameters(manager, start());
    private final AdamW optimizer = new AdamW(ops, parameters, 0.1);

    @AfterEach
    void close() {
        ops.close();
        manager.close();
    }

    @Test
    void theFirstStepMovesByTheRateAndDecaysWeightsAlone() {
        double norm = optimizer.update(gradients(3, -4), 1, 0.01, 0);

        // The bias-corrected step is rate * sign(g); weight decay subtracts rate * 0.1 of a weight, and nothing of a
        // bias.
        assertThat(norm).isCloseTo(5, within(1e-5));
        assertThat(value("dense.weight")).isCloseTo(2 - 0.01 * 0.1 * 2 - 0.01, within(1e-6));
        assertThat(value("dense.bias")).isCloseTo(2 + 0.01, within(1e-6));
        assertThat(value("untouched.weight")).isEqualTo(2);
    }

    @Test
    void clippingScalesTheGradientsToTheNorm() {
        Map<String, Gradient> gradients = gradients(3, -4);

        assertThat(optimizer.update(gradients, 1, 0.01, 1)).isCloseTo(5, within(1e-5));

        assertThat(moment("dense.weight.first")).isCloseTo(0.1f * 0.6f, within(1e-6f));
        assertThat(moment("dense.bias.first")).isCloseTo(0.1f * -0.8f, within(1e-6f));
    }

    @Test
    void aGradientOfSomeRowsIsThatOfAllWithZeros() {
        Map<String, HostTensor> table = Map.of("table.weight", HostTensor.of(new long[] {3, 2}, 1, 2, 3, 4, 5, 6));
        try (EncoderParameters inRows = new EncoderParameters(manager, table);
                EncoderParameters whole = new EncoderParameters(manager, table)) {
            AdamW byRows = new AdamW(ops, inRows, 0.1);
            AdamW byAll = new AdamW(ops, whole, 0.1);
            for (int step = 1; step <= 3; step++) {
                int row = step % 3;
                float[] values = {0.5f * step, -2};
                float[] all = new float[6];
                System.arraycopy(values, 0, all, 2 * row, 2);
                NDArray some = manager.create(values, new Shape(1, 2));
                NDArray rows = manager.create(new long[] {row});
                byRows.update(Map.of("table.weight", new Gradient(some, rows)), step, 0.01, 1);
                byAll.update(
                        Map.of("table.weight", Gradient.whole(manager.create(all, new Shape(3, 2)))), step, 0.01, 1);
            }
            assertThat(inRows.toHost()).isEqualTo(whole.toHost());
            assertThat(byRows.state()).isEqualTo(byAll.state());
        }
    }

    @Test
    void refusesGradientsThatAreNotFiniteAndChangesNothing() {
        assertThatThrownBy(() -> optimizer.update(gradients(Float.NaN, 1), 7, 0.01, 1))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("step 7")
                .hasMessageContaining("--learning-rate");
        assertThat(parameters.toHost()).isEqualTo(start());
    }

    @Test
    void resetForgetsTheMoments() {
        optimizer.update(gradients(3, -4), 1, 0.01, 0);
        optimizer.reset();

        assertThat(optimizer.state().values())
                .allMatch(moment -> moment.floats().get(0) == 0);
        assertThat(optimizer.state()).hasSize(6);
    }

    @Test
    void restoreGoesOnInTheSameBits() {
        optimizer.update(gradients(3, -4), 1, 0.01, 0);
        Map<String, HostTensor> moments = optimizer.state();
        Map<String, HostTensor> weights = parameters.toHost();
        optimizer.update(gradients(-1, 2), 2, 0.01, 0);
        Map<String, HostTensor> uninterrupted = parameters.toHost();

        try (EncoderParameters again = new EncoderParameters(manager, weights)) {
            AdamW resumed = new AdamW(ops, again, 0.1);
            resumed.restore(moments);
            resumed.update(gradients(-1, 2), 2, 0.01, 0);
            assertThat(again.toHost()).isEqualTo(uninterrupted);
        }
    }

    @Test
    void biasesAndNormalisationDoNotDecay() {
        assertThat(AdamW.decays("encoder.layer.0.output.dense.weight")).isTrue();
        assertThat(AdamW.decays("encoder.layer.0.output.dense.bias")).isFalse();
        assertThat(AdamW.decays("encoder.layer.0.output.LayerNorm.weight")).isFalse();
    }

    private static Map<String, HostTensor> start() {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        for (String name : new String[] {"dense.weight", "dense.bias", "untouched.weight"}) {
            weights.put(name, HostTensor.of(new long[] {1}, 2));
        }
        return weights;
    }

    private Map<String, Gradient> gradients(float weight, float bias) {
        Map<String, Gradient> gradients = new LinkedHashMap<>();
        gradients.put("dense.weight", Gradient.whole(manager.create(new float[] {weight})));
        gradients.put("dense.bias", Gradient.whole(manager.create(new float[] {bias})));
        return gradients;
    }

    private float moment(String name) {
        return requireNonNull(optimizer.state().get(name)).floats().get(0);
    }

    private double value(String name) {
        return requireNonNull(parameters.tensors().get(name)).toFloatArray()[0];
    }
}
