package dev.hskstream.cli.quickstart;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import dev.hskstream.console.CompressionOptions;
import dev.hskstream.console.Range;
import dev.hskstream.console.TextForms;
import dev.hskstream.model.metric.Metric;
import dev.hskstream.model.task.GlueTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The quickstart's options. */
final class QuickstartOptions implements TextForms {
    /** Chosen so that two cores need a few minutes. */
    private static final long DEFAULT_LIMIT = 5120;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            defaultValue = "./quickstart",
            description =
                    "Directory for models, the broker's data and the report; a second run reuses unchanged stages.")
    private Path workDir = Path.of("quickstart");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data of your own, in the task's original files (default: sentences from LanguageTool).")
    private @Nullable Path data;

    @Option(names = "--task", defaultValue = "cola", description = "The task of the data: any of GLUE.")
    private String task = "cola";

    @Option(
            names = "--metric",
            description = "The metric that decides (default: the task's first; accuracy without --data).")
    private @Nullable String metric;

    @Option(
            names = "--limit",
            description = "Number of training samples; 0: all (default: all of --data, or 5120 of LanguageTool's).")
    @Range(min = 0, max = Integer.MAX_VALUE)
    private @Nullable Long limit;

    @Option(names = "--teacher-epochs", defaultValue = "1", description = "Epochs of the teacher's fine-tuning.")
    @Range(min = 1)
    private int teacherEpochs;

    @Option(names = "--teacher-learning-rate", defaultValue = "1e-4", description = "Learning rate of the teacher.")
    @Range(above = 0)
    private double teacherLearningRate;

    @Option(
            names = "--epochs",
            defaultValue = "1",
            description =
                    "Passes of each student over hidden states, and then over predictions; the control has as many"
                            + " passes over predictions alone.")
    @Range(min = 1)
    private int epochs;

    @Option(
            names = "--learning-rate",
            defaultValue = "3e-4",
            description = "Learning rate of the students and the control.")
    @Range(above = 0)
    private double learningRate;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the split and of every training.")
    private long seed;

    @Mixin
    private CompressionOptions kept = new CompressionOptions();

    @Option(names = "--port", defaultValue = "0", description = "The broker's port; 0 takes a free one.")
    @Range(min = 0, max = 65535)
    private int port;

    @Option(names = "--registry-port", defaultValue = "0", description = "The registry's port; 0 takes a free one.")
    @Range(min = 0, max = 65535)
    private int registryPort;

    @Option(names = "--monitor-port", defaultValue = "0", description = "The dashboard's port; 0 takes a free one.")
    @Range(min = 0, max = 65535)
    private int monitorPort;

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of("--task", QuickstartOptions::requireTask, "--metric", Metric::of);
    }

    /** A plain table would need more options, to say which columns it has. */
    private static void requireTask(String task) {
        List<String> glue =
                Arrays.stream(GlueTask.values()).map(each -> each.task().name()).toList();
        if (!glue.contains(task)) {
            throw new UsageException(
                    "there is no GLUE task " + Quoted.of(task) + "; there are " + String.join(", ", glue));
        }
    }

    int port() {
        return port;
    }

    int registryPort() {
        return registryPort;
    }

    int monitorPort() {
        return monitorPort;
    }

    /** The settings that the options describe. Throws an IllegalArgumentException if they contradict each other. */
    QuickstartSettings settings() {
        Optional<Path> own = Optional.ofNullable(data).map(Path::normalize);
        if (own.isPresent() && !Files.isDirectory(own.get())) {
            throw new UserException("--data " + own.get() + ": there is no such directory");
        }
        if (own.isEmpty() && !task.equals("cola")) {
            throw new UsageException("--task " + task + " needs --data DIR: the default data are of cola");
        }
        // Half of the default sentences are correct, so accuracy is easier to understand than a correlation.
        Optional<String> deciding =
                metric != null ? Optional.of(metric) : own.isPresent() ? Optional.empty() : Optional.of("accuracy");
        return new QuickstartSettings(
                workDir.normalize(),
                own,
                task,
                deciding,
                limit != null ? limit : own.isPresent() ? 0 : DEFAULT_LIMIT,
                teacherEpochs,
                teacherLearningRate,
                epochs,
                learningRate,
                seed,
                new QuickstartSettings.Compression(kept.depth(), kept.length(), kept.width(), kept.values()));
    }
}
