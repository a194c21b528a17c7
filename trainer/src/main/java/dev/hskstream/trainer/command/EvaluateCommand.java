package dev.hskstream.trainer.command;

import ai.djl.ndarray.NDManager;
import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import dev.hskstream.console.EngineOptions;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.metric.Metric;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.pretrained.TaskHead;
import dev.hskstream.model.task.LabelOptions;
import dev.hskstream.model.task.TaskData;
import dev.hskstream.model.task.TaskReader;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.evaluation.Evaluator;
import dev.hskstream.trainer.evaluation.Predictions;
import dev.hskstream.trainer.evaluation.UndefinedMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hsk evaluate}: a model's metrics on a task's dev split. */
@Command(name = "evaluate", description = "Evaluate a model on a task's dev split.")
public final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "Fine-tuned model or student.")
    private Path model = Path.of("");

    @Option(names = "--metric", paramLabel = "NAME", description = "Metric to put first (default: the task's).")
    private @Nullable String metric;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description = "Also write each sample's label, prediction and logits to FILE, as JSON Lines.")
    private @Nullable Path predictions;

    @Mixin
    private TaskOptions data = new TaskOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() throws IOException {
        Tensors.use(engine.device(), engine.threads());
        PretrainedModel own = PretrainedModel.load(model, System.err::println);
        if (!own.hasClassifier() || !own.hasPooler()) {
            throw new UserException(model + ": has no classification head; fine-tune it with hsk finetune first");
        }
        own.requireOneLabel(model);
        TaskData task = TaskReader.readDev(
                data.name(), data.directory(), data.columns(), labels(own.config()), System.err::println);
        own.requirePairs(task.task().pairs(), model);
        PretrainedModel loaded = TaskHead.ordered(own, task.task().labels(), model, System.err::println);
        requireHead(loaded.config(), task);
        List<String> metrics = Metric.deciding(
                metric, task.task().metrics(), task.task().labels().size());
        try (TensorOps ops = OpsSelection.select();
                NDManager manager = Tensors.newManager();
                SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(loaded.tokenizerJson());
                EncoderParameters weights = new EncoderParameters(manager, loaded.weights())) {
            List<DevSplit> splits = DevSplit.all(task.dev(), tokenizer, data.maxLength(loaded));
            UndefinedMetrics.tell(metrics, splits, System.err::println);
            Evaluator evaluator = new Evaluator(new Encoder(loaded.config(), ops), tokenizer.padId(), metrics);
            Predictions outputs = new Predictions(task.task().labels());
            Map<String, Double> scores = evaluator.evaluate(weights, splits, outputs::add);
            if (predictions != null) {
                outputs.write(predictions);
            }
            print(task, metrics.get(0), scores, splits);
        }
        return 0;
    }

    /** The labels of a plain table: the model's own, unless the model has no label names and the options give some. */
    private LabelOptions labels(EncoderConfig config) {
        LabelOptions given = data.labels();
        List<String> own = config.labels();
        TaskReader.requireTable(data.name(), given);
        if (given.isEmpty()) {
            return new LabelOptions(config.regression(), own);
        }
        boolean named = TaskHead.names(config, given.classes())
                || (isUnnamed(own) && given.classes().size() == own.size());
        if (given.regression() != config.regression() || (!given.regression() && !named)) {
            throw new UsageException((given.regression() ? "--regression" : "--classes " + Quoted.list(given.classes()))
                    + ": the model " + model + " is for "
                    + (config.regression() ? "scores" : "the classes " + Quoted.list(own)));
        }
        return given;
    }

    private static boolean isUnnamed(List<String> labels) {
        return labels.equals(EncoderConfig.unnamedLabels(labels.size()));
    }

    private void requireHead(EncoderConfig config, TaskData task) {
        List<String> needed = task.task().labels();
        boolean named = !isUnnamed(config.labels());
        if (config.regression() != task.task().regression()
                || config.outputs() != task.task().outputs()
                || (named && !config.labels().equals(needed))) {
            throw new UserException(model + ": its head is for " + describe(config.labels()) + ", task "
                    + task.task().name() + " needs " + describe(needed)
                    + "; evaluate a model that was trained on this task");
        }
    }

    private static String describe(List<String> labels) {
        return labels.isEmpty() ? "scores" : "the labels [" + Quoted.list(labels) + "]";
    }

    private void print(TaskData task, String deciding, Map<String, Double> scores, List<DevSplit> splits) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", model.toString());
        json.put("task", task.task().name());
        json.put("split", splits.stream().map(DevSplit::name).collect(Collectors.joining(",")));
        json.put("metric", deciding);
        json.put("value", Objects.requireNonNull(scores.get(deciding)));
        json.put("metrics", scores);
        F1Class.of(scores.keySet(), task.task().labels()).ifPresent(name -> json.put("f1Class", name));
        int samples = splits.stream().mapToInt(split -> split.rows().size()).sum();
        json.put("samples", samples);
        String text = scores.entrySet().stream()
                .map(s -> String.format(Locale.ROOT, "%s %.4f", s.getKey(), s.getValue()))
                .collect(Collectors.joining(", "));
        output.print(
                json,
                task.task().name() + " dev: " + text
                        + F1Class.text(scores.keySet(), task.task().labels()) + " on " + samples + " samples");
    }
}
