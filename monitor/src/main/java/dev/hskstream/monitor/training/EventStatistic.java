package dev.hskstream.monitor.training;

import dev.hskstream.monitor.spread.Spreads;
import dev.hskstream.monitor.stream.Refusals.RefusedException;
import dev.hskstream.schemas.avro.RunStatistic;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.avro.WindowValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statistic of a run of which only one event is known. */
final class EventStatistic {
    /** What the names of metrics' series begin with. */
    static final String METRIC = "metric.";

    private EventStatistic() {}

    /** @throws RefusedException if this build does not know the event's state */
    static Statistic of(TrainingEvent event, Instant written) throws RefusedException {
        if (Arrays.stream(RunState.values()).noneMatch(state -> state.name().equals(event.getState()))) {
            throw new RefusedException("unknown state \"" + event.getState() + "\" of run " + event.getRun()
                    + "; this build knows " + Arrays.toString(RunState.values()));
        }
        RunStatistic run = RunStatistic.newBuilder()
                .setRun(event.getRun())
                .setSet(event.getSet())
                .setStudent(event.getStudent())
                .setState(event.getState())
                .setStarted(event.getTime())
                .setReported(event.getTime())
                .setEvents(1)
                .setStep(event.getStep())
                .setSteps(event.getSteps())
                .setEpoch(event.getEpoch())
                .setSamples(event.getSamples())
                .setSecondsLeft(event.getSecondsLeft())
                .setLosses(new HashMap<>(event.getLosses()))
                .setMetrics(new HashMap<>(event.getMetrics()))
                .setMessage(event.getMessage())
                .setEpochs(event.getEpochs())
                .setWindowMillis(RunWindows.FIRST.toMillis())
                .setSeries(series(event))
                .build();
        return Statistic.newBuilder().setUpdated(written).setRun(run).build();
    }

    /** Before the first step, nothing is measured: an event then has zeros only because it must have something. */
    private static Map<String, List<WindowValue>> series(TrainingEvent event) {
        Map<String, Double> values = new HashMap<>();
        if (event.getStep() > 0) {
            values.put("samplesPerSecond", event.getSamplesPerSecond());
            values.put("waitShare", event.getWaitShare());
            values.put("learningRate", event.getLearningRate());
            event.getLosses().forEach((name, value) -> values.put("loss." + name, value));
        }
        if (event.getState().equals(RunState.EVALUATED.name())) {
            event.getMetrics().forEach((name, value) -> values.put(METRIC + name, value));
        }
        Map<String, List<WindowValue>> series = new HashMap<>();
        values.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                series.put(name, new ArrayList<>(List.of(new WindowValue(0, event.getStep(), Spreads.of(value)))));
            }
        });
        return series;
    }
}
