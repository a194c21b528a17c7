package dev.hskstream.cli.command;

import dev.hskstream.console.CacheOptions;
import dev.hskstream.console.ConnectionOptions;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.TextForms;
import dev.hskstream.kafka.catalog.LossSurvey;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.producer.command.SetView;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.layout.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hsk sets}: lists the knowledge sets. */
@Command(name = "sets", description = "List the knowledge sets, or remove local copies of them.")
public final class SetsCommand implements Callable<Integer>, TextForms {
    @Option(names = "--set", paramLabel = "NAME", description = "Only this set.")
    private @Nullable String set;

    @Option(
            names = "--evict",
            description = "Remove the copies of sets that students made on this host: of --set, or of all.")
    private boolean evict;

    @Mixin
    private CacheOptions cache = new CacheOptions();

    @Option(names = "--verify", description = "Check that the sealed sets are unchanged since they were sealed.")
    private boolean verify;

    @Mixin
    private ConnectionOptions kafka = new ConnectionOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Map<String, Consumer<String>> forms() {
        return Map.of("--set", Topics::of);
    }

    @Override
    public Integer call() {
        if (evict) {
            return SetEviction.run(cache, set, kafka, output);
        }
        KafkaConnection connection = kafka.connect();
        ManifestStore store = new ManifestStore(connection);
        List<KnowledgeManifest> found = set == null ? store.all() : List.of(store.require(set));
        if (verify) {
            if (set != null) {
                Verification.requireSealed(found.get(0));
            }
            return Verification.of(connection, found, output);
        }
        Map<String, List<String>> losses = LossSurvey.of(connection, found);
        output.print(
                found.stream().map(each -> view(each, losses)).toList(),
                found.isEmpty() ? "there is no set yet; load one with hsk load" : table(found) + lines(losses));
        return 0;
    }

    private static Map<String, @Nullable Object> view(KnowledgeManifest set, Map<String, List<String>> losses) {
        Map<String, @Nullable Object> view = SetView.of(set);
        view.put("lost", losses.getOrDefault(set.getSet(), List.of()));
        return view;
    }

    private static String lines(Map<String, List<String>> losses) {
        return losses.entrySet().stream()
                .flatMap(set -> set.getValue().stream().map(loss -> "\nset " + set.getKey() + ": " + loss))
                .collect(Collectors.joining());
    }

    private static String table(List<KnowledgeManifest> sets) {
        String rows = sets.stream().map(SetsCommand::row).collect(Collectors.joining("\n"));
        return String.format(
                        Locale.ROOT,
                        "%-24s %-10s %-8s %9s %14s %10s  %s%n",
                        "SET",
                        "STATE",
                        "TASK",
                        "SAMPLES",
                        "BYTES/SAMPLE",
                        "HSK SHARE",
                        "TEACHER")
                + rows;
    }

    private static String row(KnowledgeManifest set) {
        return String.format(
                Locale.ROOT,
                "%-24s %-10s %-8s %9d %14.0f %8.2f %%  %s",
                set.getSet(),
                set.getState(),
                set.getTask(),
                set.getSamples(),
                SetView.bytesPerSample(set),
                100 * set.getHskShare(),
                set.getTeacher() == null ? "-" : set.getTeacher().getName());
    }
}
