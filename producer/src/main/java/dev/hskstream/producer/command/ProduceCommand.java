package dev.hskstream.producer.command;

import dev.hskstream.base.UserException;
import dev.hskstream.base.timing.Cost;
import dev.hskstream.base.timing.StopWatch;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.console.CompressionOptions;
import dev.hskstream.console.EngineOptions;
import dev.hskstream.console.LengthOptions;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Range;
import dev.hskstream.console.Shutdown;
import dev.hskstream.console.TextForms;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.catalog.SetCodec;
import dev.hskstream.kafka.catalog.SetState;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.metrics.Metrics;
import dev.hskstream.metrics.command.MetricsOptions;
import dev.hskstream.metrics.kafka.ClientMeters;
import dev.hskstream.metrics.kafka.ClientReporter;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.pretrained.TaskHead;
import dev.hskstream.model.tensor.Precision;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.producer.restart.ProductionStart;
import dev.hskstream.producer.teach.Extract;
import dev.hskstream.producer.teach.ProductionContract;
import dev.hskstream.producer.teach.SamplePairs;
import dev.hskstream.producer.teach.Teacher;
import dev.hskstream.producer.worker.ProducerListener;
import dev.hskstream.producer.worker.TeacherWorker;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hsk produce}: runs a teacher worker until all of the set's samples are done. */
@Command(name = "produce", description = "Run the teacher over a loaded set; start more of them to share the work.")
public final class ProduceCommand implements Callable<Integer>, TextForms {
    @Option(names = "--teacher", required = true, paramLabel = "DIR", description = "Fine-tuned teacher.")
    private Path teacher = Path.of("");

    /** The order of summation depends on the shape of a batch, so this affects the last bits of a set's numbers. */
    @Option(
            names = "--batch-size",
            defaultValue = "32",
            paramLabel = "N",
            description =
                    "Number of samples in a forward pass. Like --threads and the processor, it affects the last bits of"
                            + " the stored values, but not which samples are stored where.")
    @Range(min = 1)
    private int batchSize;

    @Option(
            names = "--precision",
            defaultValue = "float32",
            paramLabel = "TYPE",
            description =
                    "Precision of the teacher's linear layers: float32, or bfloat16, which is faster on processors"
                            + " that support it and rounds factors to 8 significant bits.")
    private String precision = "";

    @Option(
            names = "--transaction-size",
            defaultValue = "512",
            paramLabel = "N",
            description = "Samples of a transaction: as many whole blocks of 256 as fit, at least one.")
    @Range(min = 1)
    private int transactionSize;

    @Option(
            names = "--worker",
            paramLabel = "NAME",
            description = "This worker's name, unique and the same after a restart (default: the host's name).")
    private @Nullable String worker;

    @Option(
            names = "--again",
            description = "Start the production of the set over although no record of it is known to be lost. No other"
                    + " worker of the set may run; start the others without this option.")
    private boolean again;

    @Option(
            names = "--scores",
            description = "Store the importance of each token too, with --length all: 4 bytes for each token and layer,"
                    + " from which hsk derive makes sets with fewer tokens.")
    private boolean scores;

    @Mixin
    private CompressionOptions kept = new CompressionOptions();

    @Mixin
    private LengthOptions length = new LengthOptions();

    @Mixin
    private EngineOptions engine = new EngineOptions(Tensors::requireDeviceName);

    @Mixin
    private SetOptions set = new SetOptions();

    @Mixin
    private MetricsOptions metrics = new MetricsOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of("--precision", Precision::parse, "--worker", TeacherWorker::requireName);
    }

    @Override
    public Integer call() {
        try (Metrics measured = metrics.open()) {
            return call(measured);
        }
    }

    private Integer call(Metrics measured) {
        Topics topics = set.topics();
        Extract extract = new Extract(kept.compression(), scores);
        Precision chosen = Precision.parse(precision);
        PretrainedModel loaded = PretrainedModel.load(teacher, System.err::println);
        loaded.requireOneLabel(teacher);
        int tokens = length.tokens(loaded.maxLength());
        KafkaConnection connection = set.connect().reportingTo(ClientReporter.class, ClientMeters.shownBy(measured));
        ManifestStore store = new ManifestStore(connection);
        KnowledgeManifest known = store.require(topics.set());
        SamplePairs.require(connection, known, loaded, teacher);
        PretrainedModel model = TaskHead.ordered(loaded, known.getLabels(), teacher, System.err::println);
        Tensors.use(engine.device(), engine.threads());
        long start = System.nanoTime();
        StopWatch times = new StopWatch();
        try (Teacher ready = new Teacher(model, extract, tokens, batchSize, chosen, times)) {
            ProductionContract contract =
                    new ProductionContract(model, String.valueOf(teacher.getFileName()), extract, tokens, chosen);
            ProductionStart begin = new ProductionStart(connection, topics, again, connection.listener()::notice);
            KnowledgeManifest manifest =
                    store.change(topics.set(), now -> begin.on(now, contract::on, model.tokenizerJson()));
            if (SetState.of(manifest) == SetState.COMPLETE) {
                print(topics, manifest, 0, 0, Cost.of(Map.of()));
                return 0;
            }
            TeacherWorker work =
                    new TeacherWorker(connection, topics, ready, SetCodec.of(manifest), workerName(), transactionSize);
            long done;
            try (WorkListener.Task task =
                    connection.listener().begins("produce " + topics.set(), manifest.getSamples(), "samples")) {
                ProducerListener listener =
                        ProducerListener.all(new WorkerProgress(task), new WorkerMetrics(measured, topics.set()));
                done = work.run(manifest.getSamples(), listener, Shutdown.request(), times);
            }
            print(topics, manifest, done, (System.nanoTime() - start) / 1e9, Cost.of(times.seconds()));
        }
        return 0;
    }

    private String workerName() {
        if (worker != null) {
            return worker;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new UserException("this host has no name; give the worker one with --worker", e);
        }
    }

    private void print(Topics topics, KnowledgeManifest manifest, long samples, double seconds, Cost cost) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("set", topics.set());
        json.put("state", manifest.getState());
        json.put("samples", samples);
        json.put("seconds", seconds);
        json.put("samplesPerSecond", seconds == 0 ? 0 : samples / seconds);
        json.putAll(cost.json());
        String text = SetState.of(manifest) == SetState.COMPLETE
                ? "set " + topics.set() + " is sealed already: nothing to do"
                : String.format(
                        Locale.ROOT,
                        "set %s: %d samples in %.0f s, %.0f samples/s; seal it with hsk seal --set %s%n%s",
                        topics.set(),
                        samples,
                        seconds,
                        seconds == 0 ? 0 : samples / seconds,
                        topics.set(),
                        cost.text(seconds));
        output.print(json, text);
    }
}
