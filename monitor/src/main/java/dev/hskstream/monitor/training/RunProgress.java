package dev.hskstream.monitor.training;

import dev.hskstream.schemas.avro.RunStatistic;
import dev.hskstream.schemas.avro.Statistic;
import java.time.Duration;
import java.util.Objects;

/** Continues a run's statistic with its next event. */
final class RunProgress {
    private RunProgress() {}

    /**
     * Adds an event's statistic to the run's, which is changed. STARTED begins the run anew.
     *
     * @param next a statistic of {@link EventStatistic}
     */
    static Statistic add(Statistic before, Statistic next) {
        RunStatistic run = Objects.requireNonNull(before.getRun());
        RunStatistic event = Objects.requireNonNull(next.getRun());
        if (event.getState().equals(RunState.STARTED.name())) {
            return next;
        }
        addSeries(run, event);
        run.setState(event.getState());
        run.setReported(event.getReported());
        run.setEvents(run.getEvents() + 1);
        run.setStep(event.getStep());
        run.setSteps(event.getSteps());
        run.setEpoch(event.getEpoch());
        run.setSamples(event.getSamples());
        run.setSecondsLeft(event.getSecondsLeft());
        run.getLosses().putAll(event.getLosses());
        run.getMetrics().putAll(event.getMetrics());
        run.setMessage(event.getMessage());
        run.setEpochs(event.getEpochs());
        return before;
    }

    /** An evaluation's event repeats what the last step's reported; that is not measured twice. */
    private static void addSeries(RunStatistic run, RunStatistic event) {
        long elapsed = Duration.between(run.getStarted(), event.getReported()).toMillis();
        boolean measured = event.getStep() > run.getStep();
        event.getSeries().forEach((name, values) -> {
            if (measured || name.startsWith(EventStatistic.METRIC)) {
                values.forEach(value -> RunWindows.add(run, name, elapsed, value));
            }
        });
    }
}
