package dev.hskstream.trainer.command;

import dev.hskstream.metrics.Metrics;
import dev.hskstream.trainer.run.TrainingListener.StepReport;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures what a training step spends on its metrics, and what a scrape of them costs.
 *
 * <pre>
 * mvn -q -Dquick -Dbenchmarks=trainer -Dbenchmark=TrainingMetricsBenchmark -pl trainer -am process-test-classes
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TrainingMetricsBenchmark {
    private final Metrics metrics = Metrics.collect();
    private final TrainingMetrics listener = new TrainingMetrics(metrics, "cola-1", "s4");
    private long step;

    /** Reports one step. */
    @Benchmark
    public void step() {
        step++;
        listener.step(new StepReport(
                step, 1000, 1, 32 * step, 32, Map.of("loss", 0.5, "hidden", 0.25, "soft", 0.125), 1e-4, 250, 0.1, 12));
    }

    /** Writes the page of all metrics. */
    @Benchmark
    public String scrape() {
        return metrics.text();
    }

    /** Ends the metrics. */
    @TearDown
    public void stop() {
        metrics.close();
    }
}
