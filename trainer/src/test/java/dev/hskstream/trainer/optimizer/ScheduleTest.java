package dev.hskstream.trainer.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    @Test
    void risesThenFallsLinearly() {
        Schedule schedule = new Schedule(1e-3, 0.2);

        // The rate of step i is taken at the step's middle, i + 1/2, with 2 rising and 8 falling steps.
        assertThat(schedule.rate(0, 10)).isCloseTo(0.25e-3, within(1e-12));
        assertThat(schedule.rate(1, 10)).isCloseTo(0.75e-3, within(1e-12));
        assertThat(schedule.rate(2, 10)).isCloseTo(7.5 / 8 * 1e-3, within(1e-12));
        assertThat(schedule.rate(9, 10)).isCloseTo(0.5 / 8 * 1e-3, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 7", "0.1, 1", "0.1, 100", "0.5, 3", "1, 1", "1, 9"})
    void isPositiveAndAtMostThePeakThroughout(double warmup, int steps) {
        for (int step = 0; step < steps; step++) {
            assertThat(new Schedule(2, warmup).rate(step, steps)).isPositive().isLessThanOrEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1", "-1, 0.1", "NaN, 0.1", "1, -0.1", "1, 1.1", "1, NaN"})
    void refusesWhatIsNoSchedule(double peak, double warmup) {
        assertThatThrownBy(() -> new Schedule(peak, warmup)).isInstanceOf(IllegalArgumentException.class);
    }
}
