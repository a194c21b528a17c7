package dev.hskstream.trainer.command;

import dev.hskstream.console.EngineOptions;
import dev.hskstream.console.Range;
import dev.hskstream.console.TextForms;
import dev.hskstream.model.metric.Metric;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.trainer.optimizer.Schedule;
import dev.hskstream.trainer.run.RunSpec;
import dev.hskstream.trainer.run.TrainingSettings;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that fine-tuning and distillation have in common. */
final class TrainingOptions implements TextForms {
    @Option(names = "--epochs", defaultValue = "3", paramLabel = "N", description = "Passes over the data.")
    @Range(min = 1)
    int epochs;

    @Option(names = "--batch-size", defaultValue = "32", paramLabel = "N", description = "Samples in a training step.")
    @Range(min = 1)
    int batchSize;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed of sample order, dropout and newly initialised weights.")
    long seed;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            description = "Peak learning rate (default: 5e-5 to fine-tune, 1e-4 for students).")
    @Range(above = 0)
    @Nullable
    Double learningRate;

    @Option(
            names = "--warmup",
            defaultValue = "0.1",
            paramLabel = "SHARE",
            description = "Share of the steps in which the learning rate rises linearly.")
    @Range(min = 0, max = 1)
    double warmup;

    @Option(names = "--weight-decay", defaultValue = "0.01", paramLabel = "RATE", description = "AdamW's weight decay.")
    @Range(min = 0)
    double weightDecay;

    @Option(
            names = {"--max-grad-norm", "--clip"},
            defaultValue = "1.0",
            paramLabel = "NORM",
            description = "Largest gradient norm; 0: no limit. --clip is its old name.")
    @Range(min = 0)
    double maxGradNorm;

    @Option(
            names = "--evaluate-every",
            defaultValue = "0",
            paramLabel = "STEPS",
            description = "Steps between evaluations; 0: at the end of every epoch.")
    @Range(min = 0)
    int evaluateEvery;

    @Option(
            names = "--checkpoint-every",
            defaultValue = "1000",
            paramLabel = "STEPS",
            description = "Steps between checkpoints; 0: none.")
    @Range(min = 0)
    int checkpointEvery;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "Metric that decides which weights are best (default: the task's).")
    @Nullable
    String metric;

    @Mixin
    private EngineOptions engine = new EngineOptions(Tensors::requireDeviceName);

    @Option(
            names = "--keep-checkpoints",
            defaultValue = "2",
            paramLabel = "N",
            description = "Checkpoints that are kept; each also holds the best weights so far.")
    @Range(min = 1)
    int keepCheckpoints;

    @Option(
            names = "--force",
            description = "Go on from a checkpoint although a setting has changed; replace a model in --out.")
    boolean force;

    @Option(names = "--restart", description = "Start anew: discard checkpoints, replace a model in --out.")
    boolean restart;

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of("--metric", Metric::of);
    }

    RunSpec.Restart restart() {
        return new RunSpec.Restart(restart, force, keepCheckpoints);
    }

    /** Selects device and threads; must be called before anything is computed. */
    void useEngine() {
        Tensors.use(engine.device(), engine.threads());
    }

    TrainingSettings settings() {
        return new TrainingSettings(seed, batchSize, weightDecay, maxGradNorm, evaluateEvery, checkpointEvery);
    }

    Schedule schedule(double defaultRate) {
        return new Schedule(learningRate == null ? defaultRate : learningRate, warmup);
    }
}
