package dev.hskstream.producer.command;

import dev.hskstream.console.DataOptions;
import dev.hskstream.console.LimitOptions;
import dev.hskstream.console.OutputOptions;
import dev.hskstream.console.Range;
import dev.hskstream.kafka.catalog.SetLoss;
import dev.hskstream.kafka.catalog.TopicLoss;
import dev.hskstream.model.task.ColumnOptions;
import dev.hskstream.model.task.LabelCounts;
import dev.hskstream.model.task.LabelOptions;
import dev.hskstream.model.task.TaskData;
import dev.hskstream.model.task.TaskReader;
import dev.hskstream.producer.load.SetLoader;
import dev.hskstream.schemas.layout.Topics;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hsk load}: writes a labelled data set to a knowledge set's topics. */
@Command(name = "load", description = "Load a labelled data set into a new knowledge set's topics.")
public final class LoadCommand implements Callable<Integer> {
    @Option(
            names = "--partitions",
            defaultValue = "4",
            paramLabel = "N",
            description = "Partitions of the set: the most teacher workers that can share the work.")
    @Range(min = 1)
    private int partitions;

    @Mixin
    private SetOptions set = new SetOptions();

    @Mixin
    private DataOptions data = new DataOptions(TaskReader::requireName, LabelOptions::requireClasses);

    @Mixin
    private LimitOptions limit = new LimitOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        Topics topics = set.topics();
        ColumnOptions columns = new ColumnOptions(data.text(), data.textPair(), data.label());
        LabelOptions labels = LabelOptions.of(data.regression(), data.classes());
        TaskData limited = TaskReader.read(data.task(), data.directory(), columns, labels, System.err::println)
                .limited(limit.rows(), limit.seed());
        LabelCounts counts = LabelCounts.of(limited.task(), limited.train());
        counts.oddity(limit.rows()).ifPresent(System.err::println);
        SetLoader.Loaded loaded = new SetLoader(set.connect(), topics, Clock.systemUTC()).load(limited, partitions);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        long dev = loaded.manifest().getDevSamples().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        json.put("set", topics.set());
        json.put("task", loaded.manifest().getTask());
        json.put("samples", loaded.manifest().getSamples());
        json.put("devSamples", dev);
        json.put("labels", counts.json());
        json.put("state", loaded.manifest().getState());
        json.put("reused", loaded.reused());
        json.put("restored", loaded.restored().stream().map(TopicLoss::describe).toList());
        json.put("lost", loaded.lost().map(TopicLoss::describe).orElse(null));
        loaded.restored()
                .forEach(loss ->
                        System.err.println("set " + topics.set() + ": " + loss.describe() + "; it is written again"));
        loaded.lost().ifPresent(loss -> System.err.println(SetLoss.knowledgeLost(loaded.manifest(), loss)));
        output.print(
                json,
                "set " + topics.set() + ": " + loaded.manifest().getSamples() + " samples, " + dev + " to evaluate on, "
                        + counts.text() + (loaded.reused() ? ", loaded before: nothing written" : ""));
        return 0;
    }
}
