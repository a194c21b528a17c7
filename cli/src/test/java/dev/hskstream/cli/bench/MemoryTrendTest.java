package dev.hskstream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MemoryTrendTest {
    private static final long MIB = 1 << 20;

    private final MemoryTrend trend = new MemoryTrend();

    @Test
    void isTheSlopeOfALine() {
        for (int minute = 0; minute <= 9; minute++) {
            trend.add(minute, (100 + 4L * minute) * MIB);
        }

        assertThat(trend.slope()).isCloseTo(4, within(1e-9));
    }

    @Test
    void leavesTheFirstThirdOut() {
        for (int minute = 0; minute <= 9; minute++) {
            trend.add(minute, (minute < 3 ? 10 : 500) * MIB);
        }

        assertThat(trend.slope()).isZero();
    }

    @Test
    void passesBetweenPointsThatScatter() {
        trend.add(3, 100 * MIB);
        trend.add(4, 103 * MIB);
        trend.add(5, 101 * MIB);

        // Deviations from the means: x -1 0 1, y -4/3 5/3 -1/3.
        assertThat(trend.slope()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void isNothingWithOnePoint() {
        trend.add(1, MIB);

        assertThat(trend.slope()).isZero();
    }
}
