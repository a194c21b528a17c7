package dev.hskstream.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.monitor.training.RunState;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.schemas.avro.TrainingEvent;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RunTableTest {
    static {
        TrustedPackages.trust();
    }

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RunTable table = new RunTable();

    @Test
    void keepsTheLastValueOfEveryLossAndMetric() {
        take(event("STARTED", 0, Map.of(), Map.of()));
        take(event("PROGRESS", 5, Map.of("hsk", 2.0), Map.of()));
        take(event("EVALUATED", 6, Map.of(), Map.of("accuracy", 0.5)));
        take(event("PROGRESS", 10, Map.of("total", 1.0), Map.of()));

        RunSummary run = run();
        assertThat(run.state()).isEqualTo(RunState.PROGRESS);
        assertThat(run.started()).isEqualTo(START);
        assertThat(run.losses()).isEqualTo(Map.of("hsk", 2.0, "total", 1.0));
        assertThat(run.metrics()).isEqualTo(Map.of("accuracy", 0.5));
        assertThat(run.series().keySet())
                .containsExactly(
                        "learningRate", "loss.hsk", "loss.total", "metric.accuracy", "samplesPerSecond", "waitShare");
    }

    @Test
    void leavesAGapWhereALossIsNotANumber() {
        take(event("PROGRESS", 5, Map.of("total", Double.NaN), Map.of()));

        assertThat(run().losses()).containsEntry("total", Double.NaN);
        assertThat(run().series()).doesNotContainKey("loss.total");
    }

    @Test
    void beginsAnewWithARunThatStartsAgain() {
        take(event("PROGRESS", 5, Map.of("total", 1.0), Map.of()));
        take(event("STARTED", 60, Map.of(), Map.of()));

        assertThat(run().started()).isEqualTo(START.plusSeconds(60));
        assertThat(run().series()).isEmpty();
    }

    @Test
    void ignoresAStateOfALaterVersion() {
        take(event("PROGRESS", 5, Map.of(), Map.of()));
        take(event("PAUSED", 10, Map.of(), Map.of()));

        assertThat(run().state()).isEqualTo(RunState.PROGRESS);
        assertThat(run().events()).isEqualTo(1);
    }

    private RunSummary run() {
        return Objects.requireNonNull(table.summaries().get("s/student"));
    }

    private void take(TrainingEvent event) {
        table.take(new ConsumerRecord<>("hsk.training-events", 0, 0, "s/student", event));
    }

    private static TrainingEvent event(
            String state, long second, Map<String, Double> losses, Map<String, Double> metrics) {
        return TrainingEvent.newBuilder()
                .setRun("s/student")
                .setSet("s")
                .setStudent("student")
                .setState(state)
                .setTime(START.plusSeconds(second))
                .setStep(second)
                .setSteps(100)
                .setEpoch(0)
                .setSamples(8 * second)
                .setSamplesPerSecond(state.equals("STARTED") ? 0 : 8)
                .setLosses(losses)
                .setMetrics(metrics)
                .setEpochs(List.of())
                .build();
    }
}
