package dev.hskstream.trainer.command;

import dev.hskstream.console.LimitOptions;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Progress;
import dev.hskstream.metrics.Metrics;
import dev.hskstream.metrics.command.MetricsOptions;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.formats.TensorDigest;
import dev.hskstream.model.metric.Metric;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.pretrained.TaskHead;
import dev.hskstream.model.task.Example;
import dev.hskstream.model.task.LabelCounts;
import dev.hskstream.model.task.TaskData;
import dev.hskstream.model.task.TaskReader;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.trainer.evaluation.Baseline;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.evaluation.UndefinedMetrics;
import dev.hskstream.trainer.objective.Objective;
import dev.hskstream.trainer.order.LabelledRows;
import dev.hskstream.trainer.order.PermutedEpochs;
import dev.hskstream.trainer.run.RunSpec;
import dev.hskstream.trainer.run.TrainingListener;
import dev.hskstream.trainer.run.TrainingResult;
import dev.hskstream.trainer.run.TrainingStage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hsk finetune}: makes a teacher from a pretrained model and labelled data. */
@Command(name = "finetune", description = "Fine-tune a pretrained model on a labelled task: makes a teacher.")
public final class FinetuneCommand implements Callable<Integer> {
    private static final double LEARNING_RATE = 5e-5;

    @Option(
            names = "--base",
            required = true,
            paramLabel = "DIR",
            description = "Pretrained model (Hugging Face directory).")
    private Path base = Path.of("");

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Hugging Face directory to write.")
    private Path out = Path.of("");

    @Mixin
    private TaskOptions data = new TaskOptions();

    @Mixin
    private LimitOptions limit = new LimitOptions();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private MetricsOptions metrics = new MetricsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        try (Metrics measured = metrics.open()) {
            return call(measured);
        }
    }

    private Integer call(Metrics measured) {
        PretrainedModel.requireWritable(out, training.force || training.restart);
        training.useEngine();
        TaskData whole =
                TaskReader.read(data.name(), data.directory(), data.columns(), data.labels(), System.err::println);
        TaskData task = whole.limited(limit.rows(), limit.seed());
        List<String> metrics = Metric.deciding(
                training.metric, task.task().metrics(), task.task().labels().size());
        PretrainedModel model = PretrainedModel.load(base, System.err::println);
        model.requirePairs(task.task().pairs(), base);
        PretrainedModel first = TaskHead.start(model, task.task().labels(), base, System.err::println);
        int tokens = data.maxLength(model);
        List<Example> examples = task.train();
        try (SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(model.tokenizerJson())) {
            EncoderConfig config =
                    first.config().withLabels(task.task().labels(), task.task().regression());
            String digest = task.fingerprint() + "/" + examples.size() + "/" + tokens;
            RunSpec spec = new RunSpec(
                    new RunSpec.Model(
                            config,
                            EncoderInit.complete(first.weights(), config, training.seed),
                            model.tokenizerJson(),
                            tokens,
                            tokenizer.padId()),
                    new RunSpec.Data(
                            new PermutedEpochs(
                                    LabelledRows.of(examples, tokenizer, tokens, digest),
                                    training.seed,
                                    training.batchSize),
                            DevSplit.all(task.dev(), tokenizer, tokens),
                            metrics),
                    new RunSpec.Plan(
                            List.of(new TrainingStage(
                                    "labels", Objective.LABELS, training.epochs, training.schedule(LEARNING_RATE))),
                            training.settings()),
                    new RunSpec.Output(out, identity(model, task, tokens), training.restart()));
            tell(spec, task, limit.rows());
            report(spec, run(spec, measured), task);
        }
        return 0;
    }

    private RunSpec.Identity identity(PretrainedModel model, TaskData task, int tokens) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("--max-length", Integer.toString(tokens));
        data.put("--limit", Integer.toString(limit.rows()));
        data.put("--limit-seed", Long.toString(limit.seed()));
        data.put("--data", this.data.directory().toString());
        data.put("classes", task.task().labels().toString());
        data.put(
                "training rows of --data",
                rows(task.train().size(), new TaskData(task.task(), task.train(), Map.of())));
        task.dev()
                .forEach((split, rows) -> data.put(
                        split + " rows of --data",
                        rows(rows.size(), new TaskData(task.task(), List.of(), Map.of(split, rows)))));
        Map<String, String> from = new LinkedHashMap<>();
        from.put("--base", base.toString());
        from.put(
                "config.json of --base",
                Digests.shown(new TensorDigest().add(model.config().toJson()).hex()));
        from.put("weights of --base", Digests.shown(model.fingerprint()));
        return new RunSpec.Identity(
                Map.of("base", model.fingerprint(), "task", task.task().name()), Map.of("data", data, "base", from));
    }

    private static String rows(int count, TaskData part) {
        return count + " (" + Digests.shown(part.fingerprint()) + ")";
    }

    /** Prints what the user should see before the training begins. */
    private static void tell(RunSpec spec, TaskData task, int limit) {
        LabelCounts counts = LabelCounts.of(task.task(), task.train());
        System.err.println("finetune on " + task.train().size() + " rows, " + counts.text());
        counts.oddity(limit).ifPresent(System.err::println);
        UndefinedMetrics.tell(spec.data().metrics(), spec.data().dev(), System.err::println);
    }

    private TrainingResult run(RunSpec spec, Metrics measured) {
        long samples = (long) spec.data().epochs().samples() * training.epochs;
        String student = String.valueOf(out.getFileName());
        try (Progress progress = Progress.start("finetune", samples, "samples")) {
            return new TrainingJob(spec)
                    .run(TrainingListener.all(
                            new TrainingMetrics(measured, "", student), new ProgressListener(progress)));
        }
    }

    private void report(RunSpec spec, TrainingResult result, TaskData task) {
        String metric = spec.data().metrics().get(0);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", out.toString());
        json.put("task", task.task().name());
        json.put("majority", Baseline.majority(metric, spec.data().dev()));
        json.put("labels", LabelCounts.of(task.task(), task.train()).json());
        F1Class.of(result.metrics().keySet(), task.task().labels()).ifPresent(name -> json.put("f1Class", name));
        json.put("samples", spec.data().epochs().samples());
        json.put("epochs", training.epochs);
        json.putAll(Summary.json(spec.data().metrics().get(0), result));
        output.print(json, Summary.of(out, task.task().labels(), result));
    }
}
