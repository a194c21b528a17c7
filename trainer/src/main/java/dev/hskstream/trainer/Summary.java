package dev.hskstream.trainer;

import dev.hskstream.trainer.loop.TrainingResult;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** A finished training in one line. */
final class Summary {
    private Summary() {}

    static String of(Path model, TrainingResult result) {
        String metrics = result.metrics().entrySet().stream()
                .map(m -> String.format(Locale.ROOT, "%s %.4f", m.getKey(), m.getValue()))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s: %s (best of %d steps at %d) in %.0f s, %.0f samples/s",
                model,
                metrics,
                result.steps(),
                result.bestStep(),
                result.seconds(),
                result.samplesPerSecond());
    }
}
