package dev.hskstream.monitor.watch;

import dev.hskstream.monitor.training.RunPoint;
import dev.hskstream.monitor.training.RunState;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.schemas.avro.TrainingEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What runs have reported, gathered from their events. A run that starts again begins anew, and so do its curves. */
final class RunTable {
    /** Trainings report every five seconds. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private static final Set<String> STATES =
            Arrays.stream(RunState.values()).map(RunState::name).collect(Collectors.toSet());

    private final SortedMap<String, Gathered> runs = new TreeMap<>();

    /** Takes one event, in the order of the topic. */
    void take(ConsumerRecord<String, TrainingEvent> record) {
        TrainingEvent event = record.value();
        if (event == null) {
            runs.remove(record.key());
            return;
        }
        if (!STATES.contains(event.getState())) {
            // A later version's; what the run reported before still stands.
            return;
        }
        if (event.getState().equals("STARTED")) {
            runs.remove(record.key());
        }
        runs.computeIfAbsent(record.key(), key -> new Gathered(event))
                .take(event, Instant.ofEpochMilli(record.timestamp()));
    }

    SortedMap<String, RunSummary> summaries() {
        SortedMap<String, RunSummary> summaries = new TreeMap<>();
        runs.forEach((run, gathered) -> summaries.put(run, gathered.summary()));
        return summaries;
    }

    /** One run. */
    private static final class Gathered {
        private final Instant started;
        private final Map<String, Curve> curves = new TreeMap<>();
        private final Map<String, Double> losses = new TreeMap<>();
        private final Map<String, Double> metrics = new TreeMap<>();
        private TrainingEvent last;
        private Instant heard = Instant.EPOCH;
        private long events;

        Gathered(TrainingEvent first) {
            this.started = first.getTime();
            this.last = first;
        }

        void take(TrainingEvent event, Instant time) {
            last = event;
            heard = time;
            events++;
            losses.putAll(event.getLosses());
            metrics.putAll(event.getMetrics());
            event.getLosses().forEach((name, value) -> add("loss." + name, event, value));
            event.getMetrics().forEach((name, value) -> add("metric." + name, event, value));
            if (event.getSamplesPerSecond() > 0) {
                add("samplesPerSecond", event, event.getSamplesPerSecond());
                add("waitShare", event, event.getWaitShare());
                add("learningRate", event, event.getLearningRate());
            }
        }

        /** JSON has no form for NaN and the infinities; a loss that is none of the numbers leaves a gap. */
        private void add(String name, TrainingEvent event, double value) {
            if (Double.isFinite(value)) {
                curves.computeIfAbsent(name, key -> new Curve(WINDOW))
                        .add(Duration.between(started, event.getTime()), event.getStep(), value);
            }
        }

        RunSummary summary() {
            Map<String, List<RunPoint>> series = new TreeMap<>();
            curves.forEach((name, curve) -> series.put(name, curve.points()));
            Duration window = curves.values().stream()
                    .map(Curve::window)
                    .max(Duration::compareTo)
                    .orElse(WINDOW);
            return new RunSummary(
                    last.getRun(),
                    last.getSet(),
                    last.getStudent(),
                    RunState.valueOf(last.getState()),
                    started,
                    last.getTime(),
                    heard,
                    events,
                    last.getStep(),
                    last.getSteps(),
                    last.getEpoch(),
                    last.getSamples(),
                    last.getSecondsLeft(),
                    Map.copyOf(losses),
                    Map.copyOf(metrics),
                    Optional.ofNullable(last.getMessage()),
                    last.getEpochs().stream()
                            .map(epoch -> new RunSummary.Epoch(
                                    epoch.getEpoch(), epoch.getStage(), epoch.getSamples(), epoch.getOrder()))
                            .toList(),
                    window,
                    series);
        }
    }
}
