package dev.hskstream.monitor.watch;

import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.monitor.training.RunPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A series of values over time in bounded memory. When it is full, its windows become twice as wide; no smallest or
 * largest value is lost.
 */
final class Curve {
    /** More points than a chart has pixels are of no use. */
    static final int LIMIT = 512;

    private final List<RunPoint> points = new ArrayList<>();
    private Duration window;

    Curve(Duration window) {
        this.window = window;
    }

    /** Adds a value; times do not decrease, and an earlier one counts into the last window. */
    void add(Duration since, long step, double value) {
        Spread one = new Spread(1, value, value, value);
        Duration start = window.multipliedBy(Math.max(0, since.dividedBy(window)));
        int last = points.size() - 1;
        if (last >= 0 && start.compareTo(points.get(last).start()) <= 0) {
            points.set(
                    last, merged(points.get(last), new RunPoint(points.get(last).start(), step, one)));
            return;
        }
        points.add(new RunPoint(start, step, one));
        while (points.size() > LIMIT) {
            widen();
        }
    }

    private void widen() {
        window = window.multipliedBy(2);
        List<RunPoint> old = List.copyOf(points);
        points.clear();
        for (RunPoint point : old) {
            Duration start = window.multipliedBy(point.start().dividedBy(window));
            RunPoint moved = new RunPoint(start, point.step(), point.values());
            int last = points.size() - 1;
            if (last >= 0 && points.get(last).start().equals(start)) {
                points.set(last, merged(points.get(last), moved));
            } else {
                points.add(moved);
            }
        }
    }

    private static RunPoint merged(RunPoint one, RunPoint other) {
        Spread first = one.values();
        Spread second = other.values();
        long count = first.count() + second.count();
        Spread both = new Spread(
                count,
                Math.min(first.min(), second.min()),
                (first.mean() * first.count() + second.mean() * second.count()) / count,
                Math.max(first.max(), second.max()));
        return new RunPoint(one.start(), Math.max(one.step(), other.step()), both);
    }

    Duration window() {
        return window;
    }

    List<RunPoint> points() {
        return List.copyOf(points);
    }
}
