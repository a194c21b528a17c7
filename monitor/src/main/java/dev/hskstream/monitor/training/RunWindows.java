package dev.hskstream.monitor.training;

import dev.hskstream.monitor.spread.Spreads;
import dev.hskstream.schemas.avro.RunStatistic;
import dev.hskstream.schemas.avro.WindowValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A run's curves in at most {@link #MOST} windows. When a run outgrows them, every two windows become one, so a curve has
 * between half and all of that many points, whatever the run's length, and its extremes are kept.
 */
final class RunWindows {
    /** Trainings report every 5 seconds, so that the first windows hold one event each. */
    static final Duration FIRST = Duration.ofSeconds(5);

    /** Number of windows. */
    static final int MOST = 256;

    private RunWindows() {}

    /**
     * Adds one event's value.
     *
     * @param elapsed milliseconds since the run's start; a clock that was set back does not reorder a curve
     */
    static void add(RunStatistic run, String name, long elapsed, WindowValue value) {
        while (elapsed / run.getWindowMillis() >= MOST) {
            widen(run);
        }
        List<WindowValue> series = run.getSeries().computeIfAbsent(name, none -> new ArrayList<>());
        int window = (int) (Math.max(0, elapsed) / run.getWindowMillis());
        append(series, new WindowValue(window, value.getStep(), value.getSpread()));
    }

    private static void widen(RunStatistic run) {
        run.setWindowMillis(2 * run.getWindowMillis());
        run.getSeries().replaceAll((name, series) -> {
            List<WindowValue> half = new ArrayList<>();
            series.forEach(
                    value -> append(half, new WindowValue(value.getWindow() / 2, value.getStep(), value.getSpread())));
            return half;
        });
    }

    private static void append(List<WindowValue> series, WindowValue value) {
        int last = series.size() - 1;
        if (last < 0 || series.get(last).getWindow() < value.getWindow()) {
            series.add(value);
            return;
        }
        WindowValue before = series.get(last);
        series.set(
                last,
                new WindowValue(
                        before.getWindow(), value.getStep(), Spreads.merged(before.getSpread(), value.getSpread())));
    }
}
