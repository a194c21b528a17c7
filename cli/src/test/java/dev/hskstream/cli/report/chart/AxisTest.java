package dev.hskstream.cli.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void putsRoundTicksAroundTheValues() {
        Axis axis = Axis.over("accuracy (%)", DoubleStream.of(51.2, 78.9), 6);

        assertThat(axis.ticks()).containsExactly(50.0, 60.0, 70.0, 80.0);
        assertThat(axis.ticks().stream().map(axis::format)).isEqualTo(List.of("50", "60", "70", "80"));
    }

    @Test
    void writesTheDigitsThatTheStepNeeds() {
        Axis axis = Axis.over("loss", DoubleStream.of(0, 0.7), 6);

        assertThat(axis.ticks().stream().map(axis::format).toList()).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8");
    }

    @Test
    void givesASingleValueRoom() {
        Axis axis = Axis.over("loss", DoubleStream.of(3, 3), 6);

        assertThat(axis.share(3)).isBetween(0.2, 0.8);
    }

    @Test
    void enclosesAnyValuesWithAFewTicks() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4);
            double high = low + Math.pow(10, random.nextInt(9) - 4) * random.nextDouble();

            Axis axis = Axis.over("any", DoubleStream.of(low, high), 6);

            assertThat(axis.share(low)).isBetween(-1e-6, 1.0);
            assertThat(axis.share(high)).isBetween(0.0, 1 + 1e-6);
            assertThat(axis.ticks()).hasSizeBetween(2, 8);
        }
    }
}
