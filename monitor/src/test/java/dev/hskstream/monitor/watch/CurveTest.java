package dev.hskstream.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.monitor.training.RunPoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CurveTest {
    private final Curve curve = new Curve(Duration.ofSeconds(5));

    @Test
    void gathersTheValuesOfAWindow() {
        curve.add(Duration.ofSeconds(5), 10, 4);
        curve.add(Duration.ofSeconds(9), 20, 1);
        curve.add(Duration.ofSeconds(10), 30, 7);

        assertThat(curve.points())
                .containsExactly(
                        new RunPoint(Duration.ofSeconds(5), 20, new Spread(2, 1, 2.5, 4)),
                        new RunPoint(Duration.ofSeconds(10), 30, new Spread(1, 7, 7, 7)));
    }

    @Test
    void holdsADayOfReportsInBoundedMemoryWithoutLosingAPeak() {
        int reports = 24 * 3600 / 5;
        for (int report = 0; report < reports; report++) {
            curve.add(Duration.ofSeconds(5L * report), report, report == 9_999 ? -3 : 1);
        }

        // 17,280 windows of 5 seconds are 270 of 320 seconds.
        assertThat(curve.window()).isEqualTo(Duration.ofSeconds(320));
        assertThat(curve.points()).hasSize(270);
        assertThat(curve.points().stream()
                        .mapToLong(point -> point.values().count())
                        .sum())
                .isEqualTo(reports);
        assertThat(curve.points().get(9_999 / 64).values().min()).isEqualTo(-3);
        assertThat(curve.points().get(9_999 / 64).values().mean()).isEqualTo(60.0 / 64);
        assertThat(curve.points().get(0).values().min()).isEqualTo(1);
    }

    @Test
    void countsAValueOfAnEarlierTimeIntoTheLastWindow() {
        curve.add(Duration.ofSeconds(20), 10, 4);
        curve.add(Duration.ofSeconds(-3), 11, 2);

        assertThat(curve.points()).containsExactly(new RunPoint(Duration.ofSeconds(20), 11, new Spread(2, 2, 3, 4)));
    }
}
