package dev.hskstream.trainer.command;

import dev.hskstream.console.Progress;
import dev.hskstream.trainer.run.TrainingListener;
import java.util.Locale;
import java.util.Map;

/** Shows a training on the terminal, in samples. */
final class ProgressListener implements TrainingListener {
    private final Progress progress;
    private double smoothed = Double.NaN;
    private String evaluation = "";

    ProgressListener(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void resumed(long step, long steps, long samples) {
        System.err.println("goes on from the checkpoint at step " + step + " of " + steps);
        progress.skip(samples);
    }

    @Override
    public void notice(String line) {
        System.err.println(line);
    }

    @Override
    public void step(StepReport report) {
        double loss = report.losses().getOrDefault("loss", Double.NaN);
        smoothed = Double.isNaN(smoothed) ? loss : 0.95 * smoothed + 0.05 * loss;
        progress.note(String.format(Locale.ROOT, "epoch %d  loss %.3f%s", report.epoch() + 1, smoothed, evaluation));
        progress.advance(report.batch());
    }

    @Override
    public void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best) {
        Map.Entry<String, Double> deciding = metrics.entrySet().iterator().next();
        evaluation = String.format(Locale.ROOT, "  %s %.4f", deciding.getKey(), deciding.getValue());
    }
}
