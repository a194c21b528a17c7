package dev.hskstream.trainer.command;

import dev.hskstream.base.UsageException;
import dev.hskstream.console.ConnectionOptions;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Progress;
import dev.hskstream.console.TextForms;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.metrics.Metrics;
import dev.hskstream.metrics.command.MetricsOptions;
import dev.hskstream.metrics.kafka.ClientMeters;
import dev.hskstream.metrics.kafka.ClientReporter;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.TensorDigest;
import dev.hskstream.model.metric.Metric;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.pretrained.TaskHead;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.selection.LayerMap;
import dev.hskstream.trainer.evaluation.DevSplit;
import dev.hskstream.trainer.evaluation.UndefinedMetrics;
import dev.hskstream.trainer.event.LagMirror;
import dev.hskstream.trainer.event.TrainingEvents;
import dev.hskstream.trainer.replay.Replay;
import dev.hskstream.trainer.replay.SealedSet;
import dev.hskstream.trainer.replay.SetReader;
import dev.hskstream.trainer.run.RunSpec;
import dev.hskstream.trainer.run.TrainingListener;
import dev.hskstream.trainer.run.TrainingResult;
import dev.hskstream.trainer.run.TrainingStage;
import dev.hskstream.trainer.student.Student;
import dev.hskstream.trainer.student.StudentSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hsk train}: trains a student on a sealed knowledge set. */
@Command(name = "train", description = "Train a student on a sealed knowledge set, without its teacher.")
public final class TrainCommand implements Callable<Integer>, TextForms {
    private static final double LEARNING_RATE = 1e-4;

    @Option(names = "--set", required = true, paramLabel = "NAME", description = "Sealed knowledge set.")
    private String set = "";

    @Option(
            names = "--student",
            paramLabel = "SPEC",
            description = "layers:K (copied from --init), bert:L/H/A/F (fresh), or a Hugging Face directory."
                    + " A run that goes on knows its own, as all of its options.")
    private @Nullable String student;

    @Option(names = "--init", paramLabel = "DIR", description = "Model whose layers the student starts from.")
    private @Nullable Path init;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Name of the student and its run.")
    private String name = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Hugging Face directory to write (default: NAME).")
    private @Nullable Path out;

    @Mixin
    private ReplayOptions replay = new ReplayOptions();

    @Mixin
    private DistillationOptions distillation = new DistillationOptions();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Mixin
    private ConnectionOptions kafka = new ConnectionOptions();

    @Mixin
    private MetricsOptions metrics = new MetricsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of("--set", Topics::of, "--student", StudentSpec::parse, "--name", Topics::requireStudentName);
    }

    @Override
    public Integer call() {
        try (Metrics measured = metrics.open()) {
            return call(measured);
        }
    }

    private Integer call(Metrics measured) {
        Path target = out == null ? Path.of(name) : out;
        PretrainedModel.requireWritable(target, training.force || training.restart);
        RunRecord record = new RunRecord(TrainingJob.runDirectory(target), command);
        if (!training.restart) {
            record.restore();
        }
        training.useEngine();
        StudentSpec start = StudentSpec.parse(requireStudent());
        KafkaConnection connection = kafka.connect().reportingTo(ClientReporter.class, ClientMeters.shownBy(measured));
        SealedSet sealed = replay.set(connection, set);
        KnowledgeManifest manifest = sealed.manifest();
        SetReader reader = new SetReader(connection, manifest);
        try (SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(sealed.tokenizerJson())) {
            PretrainedModel source = source(start);
            Student first = student(start, source, sealed, tokenizer);
            List<LayerMap.Pair> pairs = LayerMap.of(first.config().layers(), sealed.layers(distillation.useLayers));
            List<DevSplit> dev = DevSplit.all(reader.dev(), tokenizer, sealed.maxLength());
            requirePairs(source, dev);
            List<TrainingStage> stages = distillation.stages(pairs, training.epochs, training.schedule(LEARNING_RATE));
            if (!distillation.noHsk) {
                System.err.println("layers student<-teacher: " + LayerMap.describe(pairs));
            }
            List<String> metrics = Metric.deciding(
                    training.metric, manifest.getMetrics(), manifest.getLabels().size());
            UndefinedMetrics.tell(metrics, dev, System.err::println);
            try (Replay epochs = replay.open(connection, reader, manifest, training.seed, training.batchSize)) {
                RunSpec.Model model = model(sealed, first, tokenizer.padId());
                RunSpec spec = new RunSpec(
                        model,
                        new RunSpec.Data(epochs, dev, metrics),
                        new RunSpec.Plan(stages, training.settings()),
                        new RunSpec.Output(target, identity(model, source, manifest), training.restart()));
                TrainReport report = new TrainReport(
                        name, set, !distillation.noHsk, pairs, spec, train(connection, epochs, spec, record, measured));
                output.print(report.json(), report.text());
            }
        }
        return 0;
    }

    private String requireStudent() {
        if (student == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "Missing required option: '--student=SPEC'; there is no run "
                            + TrainingJob.runDirectory(out == null ? Path.of(name) : out) + " to go on with");
        }
        return student;
    }

    /** The model that the student's weights are copied from; null if they are freshly initialised. */
    private @Nullable PretrainedModel source(StudentSpec spec) {
        if (init != null && !(spec instanceof StudentSpec.CopiedLayers)) {
            throw new UsageException(
                    "--init goes with --student layers:K only; --student " + spec + " brings its own weights");
        }
        if (init != null) {
            return PretrainedModel.load(init, System.err::println);
        }
        return spec instanceof StudentSpec.Pretrained own
                ? PretrainedModel.load(own.directory(), System.err::println)
                : null;
    }

    private String sourceName() {
        return init == null ? requireStudent() : init.toString();
    }

    private void requirePairs(@Nullable PretrainedModel source, List<DevSplit> dev) {
        if (source != null) {
            source.requirePairs(dev.stream().anyMatch(DevSplit::pairs), sourceName());
        }
    }

    private Student student(
            StudentSpec spec, @Nullable PretrainedModel source, SealedSet sealed, SubwordTokenizer tokenizer) {
        if (source != null) {
            sealed.requireTokenizer(sourceName(), source.tokenizerFingerprint());
        }
        if (spec instanceof StudentSpec.Fresh fresh) {
            fresh.architecture().requireTokenizer("--student " + spec, tokenizer.bytePairs());
        }
        KnowledgeManifest manifest = sealed.manifest();
        Student.Head head = new Student.Head(
                manifest.getLabels(),
                manifest.getLabels().isEmpty(),
                tokenizer.vocabSize(),
                sealed.maxLength(),
                tokenizer.padId());
        PretrainedModel first =
                source == null ? null : TaskHead.start(source, manifest.getLabels(), sourceName(), System.err::println);
        return Student.of(spec, first, head, training.seed);
    }

    private RunSpec.Model model(SealedSet sealed, Student start, int padId) {
        Map<String, HostTensor> weights = new LinkedHashMap<>(start.weights());
        if (!distillation.noHsk) {
            sealed.projection(start.config(), training.seed).ifPresent(p -> weights.put(p.getKey(), p.getValue()));
        }
        return new RunSpec.Model(start.config(), weights, sealed.tokenizerJson(), sealed.maxLength(), padId);
    }

    private RunSpec.Identity identity(
            RunSpec.Model model, @Nullable PretrainedModel source, KnowledgeManifest manifest) {
        TensorDigest fingerprint = new TensorDigest();
        model.weights().forEach((weight, tensor) -> fingerprint.add(weight).add(tensor));
        Map<String, String> values =
                Map.of("student", requireStudent(), "set", set, "initial weights", fingerprint.hex());
        return new RunSpec.Identity(
                values, Map.of("data", replay.origins(manifest), "initial weights", weightsFrom(source, manifest)));
    }

    /** What decides the initial weights, besides the seed. */
    private Map<String, String> weightsFrom(@Nullable PretrainedModel source, KnowledgeManifest manifest) {
        Map<String, String> from = new LinkedHashMap<>();
        from.put("--student", requireStudent());
        from.put("--init", String.valueOf(init));
        from.put("--no-hsk", Boolean.toString(distillation.noHsk));
        from.put("classes of --set", manifest.getLabels().toString());
        if (source != null) {
            from.put("contents of " + (init == null ? "--student" : "--init"), Digests.shown(source.fingerprint()));
        }
        return from;
    }

    private TrainingResult train(
            KafkaConnection connection, Replay epochs, RunSpec spec, RunRecord record, Metrics measured) {
        var run = new TrainingEvents.Run(set + "/" + name, set, name);
        long samples = spec.plan().stages().stream()
                .mapToLong(stage -> (long) stage.epochs() * spec.data().epochs().samples())
                .sum();
        var plan = new TrainingEvents.Plan(samples, replay.source());
        try (TrainingEvents events =
                        new TrainingEvents(connection, run, spec.steps().steps(), plan, Clock.systemUTC());
                LagMirror lag = lag(connection, epochs, samples);
                Progress progress = Progress.start("train " + name, samples, "samples")) {
            try {
                TrainingResult result = new TrainingJob(spec)
                        .run(TrainingListener.all(
                                record,
                                events,
                                lag,
                                new TrainingMetrics(measured, set, name),
                                new ProgressListener(progress)));
                lag.finished();
                events.finished(result);
                return result;
            } catch (RuntimeException e) {
                events.failed(e);
                throw e;
            }
        }
    }

    private LagMirror lag(KafkaConnection connection, Replay epochs, long samples) {
        return new LagMirror(
                connection, group(), Topics.of(set).knowledge(), epochs::ranges, samples, Clock.systemUTC());
    }

    private String group() {
        return Topics.of(set).studentGroup(name);
    }
}
