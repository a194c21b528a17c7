package dev.hskstream.monitor.view;

import dev.hskstream.monitor.training.RunPoint;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.monitor.watch.Seen;
import dev.hskstream.monitor.watch.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run with its curves.
 *
 * @param work what the overview says of it
 * @param started time of its first event
 * @param losses last value of each loss; null for NaN
 * @param metrics last value of each metric; null for NaN
 * @param epochs the certificate of a finished run
 * @param series curves by name: {@code samplesPerSecond}, {@code waitShare}, {@code learningRate}, {@code loss.NAME},
 *     {@code metric.NAME}
 * @param others the other students of the set that have reported
 */
public record RunView(
        Measured measured,
        Work work,
        String started,
        long step,
        long steps,
        int epoch,
        Map<String, @Nullable Double> losses,
        Map<String, @Nullable Double> metrics,
        List<RunSummary.Epoch> epochs,
        Map<String, Series> series,
        List<String> others) {

    /**
     * A curve as columns.
     *
     * @param seconds begin of each window, from the run's start
     * @param step the last step of each window
     */
    public record Series(List<Double> seconds, List<Long> step, List<Double> min, List<Double> mean, List<Double> max) {
        static Series of(List<RunPoint> points) {
            return new Series(
                    points.stream()
                            .map(point -> point.start().toMillis() / 1000.0)
                            .toList(),
                    points.stream().map(RunPoint::step).toList(),
                    points.stream().map(point -> point.values().min()).toList(),
                    points.stream().map(point -> point.values().mean()).toList(),
                    points.stream().map(point -> point.values().max()).toList());
        }
    }

    /** The view of a run; empty if it has not reported. */
    public static Optional<RunView> of(Measured measured, Snapshot snapshot, String set, String student, Instant now) {
        return snapshot.seen().flatMap(seen -> Optional.ofNullable(seen.runs().get(set + "/" + student))
                .flatMap(run -> of(measured, snapshot, seen, run, now)));
    }

    private static Optional<RunView> of(Measured measured, Snapshot snapshot, Seen seen, RunSummary run, Instant now) {
        return seen.lag().sets().stream()
                .filter(set -> set.set().equals(run.set()))
                .flatMap(set -> set.students().stream()
                        .filter(student -> student.student().equals(Optional.of(run.student())))
                        .map(student -> Work.student(set, student, run, snapshot, now)))
                .findFirst()
                .map(work -> of(measured, seen, run, work));
    }

    private static RunView of(Measured measured, Seen seen, RunSummary run, Work work) {
        Map<String, Series> series = new TreeMap<>();
        run.series().forEach((name, points) -> series.put(name, Series.of(points)));
        return new RunView(
                measured,
                work,
                run.started().toString(),
                run.step(),
                run.steps(),
                run.epoch(),
                finite(run.losses()),
                finite(run.metrics()),
                run.epochs(),
                series,
                seen.runs().values().stream()
                        .filter(other ->
                                other.set().equals(run.set()) && !other.run().equals(run.run()))
                        .map(RunSummary::student)
                        .toList());
    }

    private static Map<String, @Nullable Double> finite(Map<String, Double> values) {
        Map<String, @Nullable Double> finite = new TreeMap<>();
        values.forEach((name, value) -> finite.put(name, Json.finite(value)));
        return finite;
    }
}
