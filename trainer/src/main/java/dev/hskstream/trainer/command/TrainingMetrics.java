package dev.hskstream.trainer.command;

import dev.hskstream.metrics.Metrics;
import dev.hskstream.trainer.run.TrainingListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a training, each with the labels {@code set} and {@code student}; docs/metrics.md lists them. A gauge
 * is registered only once it has a value: after the first step or the first evaluation.
 */
final class TrainingMetrics implements TrainingListener {
    private final Metrics metrics;
    private final Tags labels;
    private final Counter samples;
    private final Counter steps;
    private final Counter evaluations;
    private final AtomicReference<@Nullable StepReport> last = new AtomicReference<>();
    private final Map<String, Double> losses = new ConcurrentHashMap<>();
    private final Map<String, Double> evaluated = new ConcurrentHashMap<>();
    private final Map<String, Double> best = new ConcurrentHashMap<>();

    /**
     * Creates the metrics of one training.
     *
     * @param metrics where they are registered
     * @param set the knowledge set; empty for a training on labelled data alone
     * @param student the student's name
     */
    TrainingMetrics(Metrics metrics, String set, String student) {
        this.metrics = metrics;
        this.labels = Tags.of("set", set, "student", student);
        this.samples = counter("hsk.trainer.samples", "Samples that this process trained on, once for each epoch");
        this.steps = counter("hsk.trainer.steps", "Training steps that this process did");
        this.evaluations = counter("hsk.trainer.evaluations", "Evaluations of the model on the dev split");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(labels).register(metrics.registry());
    }

    @Override
    public void step(StepReport report) {
        boolean first = last.getAndSet(report) == null;
        samples.increment(report.batch());
        steps.increment();
        report.losses().forEach((name, loss) -> gauge(losses, "hsk.trainer.loss", "loss", name, loss));
        if (first) {
            stepGauges();
            metrics.ready();
        }
    }

    private void stepGauges() {
        gauge("hsk.trainer.step", "Steps done, those before a resume included", report -> report.step());
        gauge("hsk.trainer.steps.planned", "Steps of the whole training", report -> report.steps());
        gauge("hsk.trainer.epoch", "The epoch of the last step, from 0", report -> report.epoch());
        gauge("hsk.trainer.learning.rate", "Learning rate of the last step", report -> report.learningRate());
        gauge("hsk.trainer.wait.ratio", "Share of the time spent waiting for data", report -> report.waitShare());
        Gauge.builder("hsk.trainer.left", this, self -> self.of(StepReport::secondsLeft))
                .baseUnit("seconds")
                .description("Estimated time to the end of the training")
                .tags(labels)
                .register(metrics.registry());
    }

    private void gauge(String name, String description, ToDoubleFunction<StepReport> value) {
        Gauge.builder(name, this, self -> self.of(value))
                .description(description)
                .tags(labels)
                .register(metrics.registry());
    }

    private double of(ToDoubleFunction<StepReport> value) {
        StepReport report = last.get();
        return report == null ? Double.NaN : value.applyAsDouble(report);
    }

    @Override
    public void evaluated(long step, int epoch, Map<String, Double> results, boolean isBest) {
        evaluations.increment();
        results.forEach((name, value) -> {
            gauge(evaluated, "hsk.trainer.metric", "metric", name, value);
            if (isBest) {
                gauge(best, "hsk.trainer.best.metric", "metric", name, value);
            }
        });
    }

    /** Registers a gauge when {@code name} gets its first value; later calls only replace the value. */
    private void gauge(Map<String, Double> values, String meter, String label, String name, double value) {
        if (values.put(name, value) == null) {
            Gauge.builder(meter, values, map -> map.getOrDefault(name, Double.NaN))
                    .tags(labels.and(label, name))
                    .description("The last value of the " + label + " of that name")
                    .register(metrics.registry());
        }
    }
}
