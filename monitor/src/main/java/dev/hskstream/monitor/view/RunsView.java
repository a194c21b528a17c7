package dev.hskstream.monitor.view;

import dev.hskstream.monitor.training.RunPoint;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.monitor.watch.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All runs of a set with coarse curves, to draw one beside hundreds of others. */
public record RunsView(Measured measured, List<Run> runs) {
    /** Points of a curve; with more, hundreds of runs would be tens of megabytes. */
    static final int LIMIT = 128;

    /**
     * One run.
     *
     * @param series curves by name, as in {@link RunView}
     */
    public record Run(String student, Map<String, Line> series) {}

    /**
     * A coarse curve as columns: each row is the mean of neighbouring windows.
     *
     * @param seconds begin of the first window, from the run's start
     * @param step the last step of the last window
     */
    public record Line(List<Double> seconds, List<Long> step, List<Double> mean) {
        static Line of(List<RunPoint> points) {
            int together = (points.size() + LIMIT - 1) / LIMIT;
            Line line = new Line(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (int from = 0; from < points.size(); from += together) {
                line.add(points.subList(from, Math.min(points.size(), from + together)));
            }
            return line;
        }

        private void add(List<RunPoint> windows) {
            double sum = windows.stream()
                    .mapToDouble(point -> point.values().mean() * point.values().count())
                    .sum();
            long count =
                    windows.stream().mapToLong(point -> point.values().count()).sum();
            seconds.add(windows.get(0).start().toMillis() / 1000.0);
            step.add(windows.get(windows.size() - 1).step());
            mean.add(sum / count);
        }
    }

    /** The runs of a set that have reported, in the order of their students' names. */
    public static RunsView of(Measured measured, Snapshot snapshot, String set) {
        return new RunsView(
                measured,
                snapshot.seen().stream()
                        .flatMap(seen -> seen.runs().values().stream())
                        .filter(run -> run.set().equals(set))
                        .map(RunsView::run)
                        .toList());
    }

    private static Run run(RunSummary run) {
        Map<String, Line> series = new TreeMap<>();
        run.series().forEach((name, points) -> series.put(name, Line.of(points)));
        return new Run(run.student(), series);
    }
}
