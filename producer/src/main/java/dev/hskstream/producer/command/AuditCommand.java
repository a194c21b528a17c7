package dev.hskstream.producer.command;

import dev.hskstream.base.UserException;
import dev.hskstream.console.EngineOptions;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Range;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.topics.OpenedTopics;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.pretrained.TaskHead;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.producer.audit.AuditReport;
import dev.hskstream.producer.audit.SetAudit;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hsk audit}: compares a sealed set with what its teacher computes. */
@Command(
        name = "audit",
        description = "Run the teacher again on a random share of a sealed set, one sample at a time, and compare.")
public final class AuditCommand implements Callable<Integer> {
    @Option(names = "--teacher", required = true, paramLabel = "DIR", description = "The teacher that made the set.")
    private Path teacher = Path.of("");

    @Option(
            names = "--share",
            defaultValue = "0.001",
            paramLabel = "P",
            description = "Share of the samples; at least 32 are audited, or all of a smaller set.")
    @Range(above = 0, max = 1)
    private double share;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the draw (default: another one each time).")
    private @Nullable Long seed;

    @Mixin
    private EngineOptions engine = new EngineOptions(Tensors::requireDeviceName);

    @Mixin
    private SetOptions set = new SetOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        String name = set.topics().set();
        PretrainedModel loaded = PretrainedModel.load(teacher, System.err::println);
        KafkaConnection connection = set.connect();
        Tensors.use(engine.device(), engine.threads());
        long drawn = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        KnowledgeManifest manifest = new ManifestStore(connection).require(name);
        PretrainedModel model = TaskHead.ordered(loaded, manifest.getLabels(), teacher, System.err::println);
        SetAudit audit = new SetAudit(manifest, model, teacher.toString());
        Topics topics = set.topics();
        OpenedTopics opened = OpenedTopics.of(connection, manifest, topics.samples(), topics.knowledge());
        opened.requireReadable();
        opened.sayRemoval();
        AuditReport report = audit.run(connection, share, drawn);
        if (report.wrong() > 0) {
            throw new UserException("set " + name + " is not what its teacher says: " + report.firstWrong() + "; "
                    + report.wrong() + " of " + report.samples() + " samples audited are wrong (--seed " + drawn
                    + "); do not train on it, produce it anew under another --set name");
        }
        output.print(json(manifest, report, drawn), text(manifest, report));
        return 0;
    }

    private static Map<String, Object> json(KnowledgeManifest set, AuditReport report, long seed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("set", set.getSet());
        json.put("samples", report.samples());
        json.put("largestDifference", report.largestDifference());
        json.put("allowedThere", report.allowedThere());
        json.put("largestLogitDifference", report.largestLogitDifference());
        json.put("noiseTolerance", report.tolerance());
        json.put("precision", set.getPrecision());
        json.put("seed", seed);
        json.put("seconds", report.seconds());
        return json;
    }

    private static String text(KnowledgeManifest set, AuditReport report) {
        return String.format(
                Locale.ROOT,
                "set %s is what its teacher says: %d samples audited in %.1f s, values differ by %.2g at most"
                        + " (stored with an error of up to %.2g there), logits by %.2g; made in %s, which may differ by %.2g from"
                        + " float32 at size 1",
                set.getSet(),
                report.samples(),
                report.seconds(),
                report.largestDifference(),
                report.allowedThere(),
                report.largestLogitDifference(),
                set.getPrecision(),
                report.tolerance());
    }
}
