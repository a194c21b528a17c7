package dev.hskstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.metrics.Metrics;
import dev.hskstream.trainer.run.TrainingListener.StepReport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingMetricsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String LABELS = "{set=\"cola-1\",student=\"s4\"}";

    @Test
    void showsTheLastStepAndEvaluation() {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            TrainingMetrics listener = new TrainingMetrics(metrics, "cola-1", "s4");
            listener.step(report(41, Map.of("loss", 0.75, "hidden", 0.5)));
            listener.step(report(42, Map.of("loss", 0.5, "hidden", 0.25)));
            listener.evaluated(42, 1, Map.of("accuracy", 0.625), true);
            listener.evaluated(42, 1, Map.of("accuracy", 0.5), false);

            assertThat(ours(metrics))
                    .containsExactlyInAnyOrder(
                            "hsk_trainer_samples_total" + LABELS + " 64.0",
                            "hsk_trainer_steps_total" + LABELS + " 2.0",
                            "hsk_trainer_evaluations_total" + LABELS + " 2.0",
                            "hsk_trainer_step" + LABELS + " 42.0",
                            "hsk_trainer_steps_planned" + LABELS + " 100.0",
                            "hsk_trainer_epoch" + LABELS + " 1.0",
                            "hsk_trainer_learning_rate" + LABELS + " 1.0E-4",
                            "hsk_trainer_wait_ratio" + LABELS + " 0.125",
                            "hsk_trainer_left_seconds" + LABELS + " 12.5",
                            "hsk_trainer_loss{loss=\"loss\",set=\"cola-1\",student=\"s4\"} 0.5",
                            "hsk_trainer_loss{loss=\"hidden\",set=\"cola-1\",student=\"s4\"} 0.25",
                            "hsk_trainer_metric{metric=\"accuracy\",set=\"cola-1\",student=\"s4\"} 0.5",
                            "hsk_trainer_best_metric{metric=\"accuracy\",set=\"cola-1\",student=\"s4\"} 0.625");
        }
    }

    /** A value of zero before the first step would be plotted as a measurement. */
    @Test
    void hasNoValuesThatNobodyKnowsYet() {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            new TrainingMetrics(metrics, "cola-1", "s4");

            assertThat(ours(metrics))
                    .containsExactlyInAnyOrder(
                            "hsk_trainer_samples_total" + LABELS + " 0.0",
                            "hsk_trainer_steps_total" + LABELS + " 0.0",
                            "hsk_trainer_evaluations_total" + LABELS + " 0.0");
        }
    }

    private static StepReport report(long step, Map<String, Double> losses) {
        return new StepReport(step, 100, 1, step * 32, 32, losses, 1e-4, 250.0, 0.125, 12.5);
    }

    private static List<String> ours(Metrics metrics) {
        return metrics.text().lines().filter(line -> line.startsWith("hsk_")).toList();
    }
}
