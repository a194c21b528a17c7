package dev.hskstream.model.task;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import dev.hskstream.base.UserException;
import dev.hskstream.base.file.Links;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a task's data from a directory. */
public final class TaskReader {
    private TaskReader() {}

    /** Reads training and dev splits; a plain table's classes are found in its training rows. */
    public static TaskData read(String task, Path directory, ColumnOptions columns) {
        return read(task, directory, columns, LabelOptions.found(), notice -> {});
    }

    /**
     * Reads training and dev splits.
     *
     * @param task a GLUE task, {@code tsv} or {@code csv}
     * @param columns for {@code tsv} and {@code csv}
     * @param labels for {@code tsv} and {@code csv}
     * @param notices receives what is valid but unusual in the data, one line each
     * @throws UserException naming the file and line of what cannot be read
     * @throws UsageException if there is no such task, or the options do not suit it
     */
    public static TaskData read(
            String task, Path directory, ColumnOptions columns, LabelOptions labels, Consumer<String> notices) {
        GlueTask glue = glue(task, columns, labels);
        PlainTask plain = glue == null ? plain(task, columns) : null;
        checkDirectory(directory);
        if (plain == null) {
            return glue(Objects.requireNonNull(glue), directory, notices);
        }
        List<Layout.RawExample> rows = plain.read(directory, "train", notices);
        Task learnt = plain.fromTraining(rows, labels, notices);
        List<Example> train = plainExamples(learnt, rows, notices);
        return new TaskData(
                learnt, train, Map.of("dev", plainExamples(learnt, plain.read(directory, "dev", notices), notices)));
    }

    /**
     * Reads only the dev splits.
     *
     * @param labels the model's label names, for {@code tsv} and {@code csv}; empty for regression
     */
    public static TaskData readDev(String task, Path directory, ColumnOptions columns, List<String> labels) {
        return readDev(task, directory, columns, new LabelOptions(labels.isEmpty(), labels), notice -> {});
    }

    /**
     * Reads only the dev splits. A score outside the task's range is accepted with a notice, because the metrics of
     * scores do not depend on their scale; -1 is refused like in training, because it marks rows without a score.
     *
     * @param labels the labels of a {@code tsv} or {@code csv} task, in the order of the model's logits
     * @param notices receives what is valid but unusual in the data, one line each
     */
    public static TaskData readDev(
            String task, Path directory, ColumnOptions columns, LabelOptions labels, Consumer<String> notices) {
        GlueTask glue = GlueTask.of(task).orElse(null);
        if (glue != null) {
            checkNoColumns(task, columns);
            checkDirectory(directory);
            return new TaskData(
                    glue.task(),
                    List.of(),
                    dev(glue, directory, notices, rows -> Labels.scaled(glue.task(), glue.scores(), rows, notices)));
        }
        PlainTask plain = plain(task, columns);
        checkDirectory(directory);
        Task known = plain.task(labels.classes());
        List<Layout.RawExample> rows = plain.read(directory, "dev", notices);
        Labels.requireModels(known, rows);
        return new TaskData(known, List.of(), Map.of("dev", plainExamples(known, rows, notices)));
    }

    private static @Nullable GlueTask glue(String task, ColumnOptions columns, LabelOptions labels) {
        GlueTask glue = GlueTask.of(task).orElse(null);
        if (glue != null) {
            checkNoColumns(task, columns);
            requireTable(task, labels);
        }
        return glue;
    }

    /**
     * Refuses label options for a task whose labels are known.
     *
     * @throws UsageException if the task does not accept them
     */
    public static void requireTable(String task, LabelOptions labels) {
        if (!labels.isEmpty() && GlueTask.of(task).isPresent()) {
            throw new UsageException(
                    "task " + task + " knows its labels; --classes and --regression go with tsv and csv");
        }
    }

    private static TaskData glue(GlueTask glue, Path directory, Consumer<String> notices) {
        List<Example> train = Labels.examples(
                glue.task(), glue.scores(), glue.table().read(directory.resolve(glue.trainFile()), notices));
        return new TaskData(
                glue.task(),
                train,
                dev(glue, directory, notices, rows -> Labels.examples(glue.task(), glue.scores(), rows)));
    }

    /** The names of all tasks. */
    public static List<String> names() {
        return Arrays.stream(GlueTask.values())
                .map(glue -> glue.task().name())
                .collect(Collectors.collectingAndThen(Collectors.toList(), names -> {
                    names.addAll(List.of("tsv", "csv"));
                    return List.copyOf(names);
                }));
    }

    private static List<Example> plainExamples(Task task, List<Layout.RawExample> rows, Consumer<String> notices) {
        List<Example> examples = Labels.examples(task, ScoreRange.ANY, rows);
        if (task.regression()) {
            TableOddities.tellUnscored(examples, rows, notices);
        }
        return examples;
    }

    private static Map<String, List<Example>> dev(
            GlueTask glue,
            Path directory,
            Consumer<String> notices,
            Function<List<Layout.RawExample>, List<Example>> labelled) {
        Map<String, List<Example>> splits = new LinkedHashMap<>();
        glue.devFiles()
                .forEach((split, file) ->
                        splits.put(split, labelled.apply(glue.table().read(directory.resolve(file), notices))));
        return splits;
    }

    private static PlainTask plain(String task, ColumnOptions columns) {
        return PlainTask.of(task, columns).orElseThrow(() -> unknown(task));
    }

    /** Throws {@link UsageException} if {@link #read} knows no such task. */
    public static void requireName(String task) {
        if (!names().contains(task)) {
            throw unknown(task);
        }
    }

    private static UsageException unknown(String task) {
        return new UsageException("there is no task " + Quoted.of(task) + "; there are " + String.join(", ", names()));
    }

    private static void checkNoColumns(String task, ColumnOptions columns) {
        if (!columns.isEmpty()) {
            throw new UsageException(
                    "task " + task + " knows its columns; --text, --text-pair and --label go with tsv and csv");
        }
    }

    private static void checkDirectory(Path directory) {
        Links.requireTarget(directory);
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + ": there is no such directory");
        }
    }
}
