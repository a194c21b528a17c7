package dev.hskstream.trainer.command;

import dev.hskstream.base.timing.Cost;
import dev.hskstream.trainer.run.TrainingResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes a finished training, as JSON and as text. */
final class Summary {
    private Summary() {}

    /** The fields that the JSON output of every training has. */
    static Map<String, Object> json(String metric, TrainingResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("metric", metric);
        json.put("value", result.value());
        json.put("metrics", result.metrics());
        json.put("bestStep", result.bestStep());
        json.put("steps", result.steps());
        json.put("resumedFrom", result.resumedFrom());
        json.put("epochProofs", result.epochs());
        json.put("changes", result.changes());
        json.put("seconds", result.seconds());
        json.put("samplesPerSecond", result.samplesPerSecond());
        json.putAll(Cost.of(result.times()).json());
        json.put("curve", result.curve().losses());
        json.put("evaluations", result.curve().evaluations());
        return json;
    }

    static String of(Path model, List<String> labels, TrainingResult result) {
        String metrics = result.metrics().entrySet().stream()
                        .map(m -> String.format(Locale.ROOT, "%s %.4f", m.getKey(), m.getValue()))
                        .collect(Collectors.joining(", "))
                + F1Class.text(result.metrics().keySet(), labels);
        return String.format(
                Locale.ROOT,
                "%s: %s (best of %d steps at %d) in %.0f s, %.0f samples/s%n%s",
                model,
                metrics,
                result.steps(),
                result.bestStep(),
                result.seconds(),
                result.samplesPerSecond(),
                Cost.of(result.times())
                        .text(result.times().values().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum()));
    }
}
