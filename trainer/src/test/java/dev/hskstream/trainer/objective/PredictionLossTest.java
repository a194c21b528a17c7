package dev.hskstream.trainer.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.tensor.Tensors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionLossTest {
    private static final float[] STUDENT = {0.5f, -1, 2, 0.25f};
    private static final float[][] TEACHER = {{1, 0}, {-0.5f, 3}};
    private static final float[] TEACHER_FLAT = {1, 0, -0.5f, 3};

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 7.5})
    void softLabelsAreTheDivergenceAtTheTemperature(double temperature) {
        double expected = 0;
        for (int r = 0; r < 2; r++) {
            double[] t = softmax(TEACHER[r][0] / temperature, TEACHER[r][1] / temperature);
            double[] s = softmax(STUDENT[2 * r] / temperature, STUDENT[2 * r + 1] / temperature);
            expected += t[0] * Math.log(t[0] / s[0]) + t[1] * Math.log(t[1] / s[1]);
        }
        double mean = temperature * temperature * expected / 2;

        assertThat(value(2, 2, s -> PredictionLoss.soft(s, like(s, TEACHER_FLAT), temperature, false)))
                .isCloseTo(mean, within(1e-5));
    }

    @Test
    void softLabelsThatAreMetCostNothing() {
        assertThat(value(2, 2, s -> PredictionLoss.soft(s, like(s, STUDENT), 3, false)))
                .isCloseTo(0, within(1e-6));
    }

    @Test
    void hardLabelsAreCrossEntropy() {
        double expected = -(Math.log(softmax(0.5, -1)[1]) + Math.log(softmax(2, 0.25)[0])) / 2;

        assertThat(value(2, 2, s -> PredictionLoss.hard(s, new double[] {1, 0}, false)))
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void regressionIsTheMeanSquaredError() {
        // (0.5-1)^2 + (-1-1)^2 + (2-2)^2 + (0.25-0)^2
        double expected = (0.25 + 4 + 0 + 0.0625) / 4;

        assertThat(value(4, 1, s -> PredictionLoss.hard(s, new double[] {1, 1, 2, 0}, true)))
                .isCloseTo(expected, within(1e-6));
        assertThat(value(4, 1, s -> PredictionLoss.soft(s, like(s, 1, 1, 2, 0), 5, true)))
                .isCloseTo(expected, within(1e-6));
    }

    private static NDArray like(NDArray student, float... values) {
        return student.getManager().create(values, student.getShape());
    }

    private static double value(int rows, int labels, Function<NDArray, NDArray> loss) {
        try (NDManager manager = Tensors.newManager()) {
            return loss.apply(manager.create(STUDENT, new Shape(rows, labels))).getFloat();
        }
    }

    private static double[] softmax(double a, double b) {
        double sum = Math.exp(a) + Math.exp(b);
        return new double[] {Math.exp(a) / sum, Math.exp(b) / sum};
    }
}
