package dev.hskstream.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.monitor.training.RunPoint;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunsViewTest {
    @Test
    void aShortCurveIsShownAsItIs() {
        RunsView.Line line = RunsView.Line.of(List.of(point(0, 10, 1, 4.0), point(5, 20, 3, 2.0)));

        assertThat(line).isEqualTo(new RunsView.Line(List.of(0.0, 5.0), List.of(10L, 20L), List.of(4.0, 2.0)));
    }

    /** 300 windows are 100 rows of three; the mean is that of all values, of which windows have different numbers. */
    @Test
    void aLongCurveHasTheMeanOfNeighbouringWindows() {
        List<RunPoint> points = LongStream.range(0, 300)
                .mapToObj(i -> point(5 * i, 10 * i, i % 3 + 1, i % 3 == 0 ? 6 : 12))
                .toList();

        RunsView.Line line = RunsView.Line.of(points);

        assertThat(line.seconds()).hasSize(100).startsWith(0.0, 15.0, 30.0).endsWith(1485.0);
        assertThat(line.step()).hasSize(100).startsWith(20L, 50L).endsWith(2990L);
        assertThat(line.mean()).hasSize(100).containsOnly((6 + 2 * 12 + 3 * 12) / 6.0);
    }

    @Test
    void noCurveHasMoreThanTheLimit() {
        List<RunPoint> points = LongStream.range(0, 512)
                .mapToObj(i -> point(i, i, 1, (double) i))
                .toList();

        assertThat(RunsView.Line.of(points).mean())
                .hasSize(RunsView.LIMIT)
                .startsWith(1.5)
                .endsWith(509.5);
        assertThat(RunsView.Line.of(points.subList(0, 129)).mean()).hasSize(65).endsWith(128.0);
    }

    private static RunPoint point(long seconds, long step, long count, double mean) {
        return new RunPoint(Duration.ofSeconds(seconds), step, new Spread(count, mean - 1, mean, mean + 1));
    }
}
