package dev.hskstream.monitor.view;

import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.lag.PartitionLag;
import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.RunReport;
import dev.hskstream.monitor.lag.SetLag;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a measurement. A number that is not known is null, and {@code unknown} has the reason under the
 * number's name.
 */
public final class LagView {
    private LagView() {}

    /** The view of all sets. */
    public static Map<String, @Nullable Object> of(Measurement measurement) {
        return of(measurement, Optional.empty());
    }

    /**
     * The view of one set, or of all.
     *
     * @param only the only set to show; empty for all
     */
    public static Map<String, @Nullable Object> of(Measurement measurement, Optional<String> only) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("at", measurement.at().toString());
        view.put("millis", measurement.took().toMillis());
        view.put(
                "sets",
                measurement.sets().stream()
                        .filter(set -> only.isEmpty() || set.set().equals(only.get()))
                        .map(LagView::set)
                        .toList());
        view.put("problems", measurement.problems());
        return view;
    }

    private static Map<String, @Nullable Object> set(SetLag set) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("set", set.set());
        view.put("state", set.state().orElse(null));
        putAll(view, Map.of("samples", set.samples()));
        view.put("teacher", reader(set.teacher()));
        view.put("students", set.students().stream().map(LagView::reader).toList());
        return view;
    }

    private static Map<String, @Nullable Object> reader(ReaderLag reader) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        reader.student().ifPresent(student -> view.put("student", student));
        view.put("group", reader.group());
        Map<String, Amount> amounts = new LinkedHashMap<>();
        amounts.put("samplesLeft", reader.samplesLeft());
        if (reader.student().isPresent()) {
            amounts.put("stepsLeft", reader.stepsLeft());
            amounts.put("epochsLeft", reader.epochsLeft());
            amounts.put("bytesLeft", reader.bytesLeft());
        }
        amounts.put("offsetsLeft", reader.offsetsLeft());
        amounts.put("secondsLeft", reader.secondsLeft());
        putAll(view, amounts);
        view.put(
                "verdict",
                Map.of(
                        "bottleneck",
                        reader.verdict().bottleneck().name().toLowerCase(Locale.ROOT),
                        "reason",
                        reader.verdict().reason()));
        reader.run().ifPresent(run -> view.put("run", run(run)));
        view.put(
                "partitions",
                reader.partitions().stream().map(LagView::partition).toList());
        return view;
    }

    private static Map<String, @Nullable Object> run(RunReport run) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("state", run.state());
        view.put("time", run.time().toString());
        view.put("step", run.step());
        view.put("steps", run.steps());
        view.put("samples", run.samples());
        view.put("samplesPerSecond", run.samplesPerSecond());
        view.put("waitShare", run.waitShare());
        view.put("failure", run.failure());
        return view;
    }

    private static Map<String, @Nullable Object> partition(PartitionLag partition) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("partition", partition.partition());
        Map<String, Amount> amounts = new LinkedHashMap<>();
        amounts.put("committed", partition.committed());
        amounts.put("end", partition.end());
        amounts.put("offsetsLeft", partition.offsetsLeft());
        amounts.put("samplesLeft", partition.samplesLeft());
        putAll(view, amounts);
        return view;
    }

    private static void putAll(Map<String, @Nullable Object> view, Map<String, Amount> amounts) {
        Map<String, String> reasons = new LinkedHashMap<>();
        amounts.forEach((name, amount) -> {
            if (amount instanceof Amount.Unknown unknown) {
                view.put(name, null);
                reasons.put(name, unknown.reason());
            } else {
                view.put(name, amount.asLong().orElseThrow());
            }
        });
        if (!reasons.isEmpty()) {
            view.put("unknown", reasons);
        }
    }
}
