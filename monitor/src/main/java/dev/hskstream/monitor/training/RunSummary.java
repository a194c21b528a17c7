package dev.hskstream.monitor.training;

import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.schemas.avro.EpochCertificate;
import dev.hskstream.schemas.avro.RunStatistic;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.avro.WindowValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of one run.
 *
 * @param run its id, {@code SET/STUDENT}
 * @param state what its last event reported
 * @param started time of its first event, on the trainer's clock
 * @param reported time of its last event, on the trainer's clock
 * @param heard time of its last event, on the broker's clock
 * @param samples samples trained on so far
 * @param secondsLeft the run's own estimate
 * @param losses last value of each loss
 * @param metrics last value of each metric
 * @param message why it failed
 * @param epochs the certificate of a finished run
 * @param window width of the windows in {@code series}
 * @param series curves by name: {@code samplesPerSecond}, {@code waitShare}, {@code learningRate}, {@code loss.NAME},
 *     {@code metric.NAME}; windows without a value are left out
 */
public record RunSummary(
        String run,
        String set,
        String student,
        RunState state,
        Instant started,
        Instant reported,
        Instant heard,
        long events,
        long step,
        long steps,
        int epoch,
        long samples,
        double secondsLeft,
        Map<String, Double> losses,
        Map<String, Double> metrics,
        Optional<String> message,
        List<Epoch> epochs,
        Duration window,
        Map<String, List<RunPoint>> series) {

    /**
     * One epoch's certificate: each of its samples was trained on exactly once.
     *
     * @param order digest of the samples' order, hexadecimal
     */
    public record Epoch(int epoch, String stage, long samples, String order) {
        private static Epoch of(EpochCertificate stored) {
            return new Epoch(stored.getEpoch(), stored.getStage(), stored.getSamples(), stored.getOrder());
        }
    }

    /** Reads a stored statistic; empty if it is not a run's. */
    public static Optional<RunSummary> of(Statistic statistic) {
        return Optional.ofNullable(statistic.getRun()).map(run -> of(run, statistic.getUpdated()));
    }

    /** How the run is, by what the monitor has heard. */
    public RunCondition condition(Instant now, RunCondition.Hearing hearing) {
        return RunCondition.of(state, epochs, heard, now, hearing);
    }

    private static RunSummary of(RunStatistic run, Instant heard) {
        Duration window = Duration.ofMillis(run.getWindowMillis());
        Map<String, List<RunPoint>> series = new TreeMap<>();
        run.getSeries()
                .forEach((name, values) -> series.put(
                        name, values.stream().map(value -> point(value, window)).toList()));
        return new RunSummary(
                run.getRun(),
                run.getSet(),
                run.getStudent(),
                RunState.valueOf(run.getState()),
                run.getStarted(),
                run.getReported(),
                heard,
                run.getEvents(),
                run.getStep(),
                run.getSteps(),
                run.getEpoch(),
                run.getSamples(),
                run.getSecondsLeft(),
                new TreeMap<>(run.getLosses()),
                new TreeMap<>(run.getMetrics()),
                Optional.ofNullable(run.getMessage()),
                run.getEpochs().stream().map(Epoch::of).toList(),
                window,
                series);
    }

    private static RunPoint point(WindowValue value, Duration window) {
        return new RunPoint(window.multipliedBy(value.getWindow()), value.getStep(), Spread.of(value.getSpread()));
    }
}
