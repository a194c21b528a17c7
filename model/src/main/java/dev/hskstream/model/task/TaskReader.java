package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads a task's data from a directory. */
public final class TaskReader {
    private TaskReader() {}

    /**
     * Reads training and dev splits.
     *
     * @param task a GLUE task, {@code tsv} or {@code csv}
     * @param columns for {@code tsv} and {@code csv}
     * @throws UserException naming the file and line of what cannot be read
     * @throws IllegalArgumentException where there is no such task or the columns do not go with it
     */
    public static TaskData read(String task, Path directory, ColumnOptions columns) {
        checkDirectory(directory);
        GlueTask glue = GlueTask.of(task).orElse(null);
        if (glue != null) {
            checkNoColumns(task, columns);
            List<Example> train = Labels.examples(glue.task(), glue.table().read(directory.resolve(glue.trainFile())));
            return new TaskData(glue.task(), train, dev(glue.task(), glue.table(), directory, glue.devFiles()));
        }
        PlainTask plain = plain(task, columns);
        List<Layout.RawExample> rows = plain.table().read(directory.resolve(plain.file("train")));
        Task learnt = plain.fromTraining(rows);
        return new TaskData(learnt, Labels.examples(learnt, rows), plainDev(plain, learnt, directory));
    }

    /**
     * Reads the dev splits only.
     *
     * @param labels what a {@code tsv} or {@code csv} task's labels are, in the order of the model's logits
     */
    public static TaskData readDev(String task, Path directory, ColumnOptions columns, List<String> labels) {
        checkDirectory(directory);
        GlueTask glue = GlueTask.of(task).orElse(null);
        if (glue != null) {
            checkNoColumns(task, columns);
            return new TaskData(glue.task(), List.of(), dev(glue.task(), glue.table(), directory, glue.devFiles()));
        }
        PlainTask plain = plain(task, columns);
        Task known = plain.task(labels);
        return new TaskData(known, List.of(), plainDev(plain, known, directory));
    }

    /** The names {@link #read} knows. */
    public static List<String> names() {
        return Arrays.stream(GlueTask.values())
                .map(glue -> glue.task().name())
                .collect(Collectors.collectingAndThen(Collectors.toList(), names -> {
                    names.addAll(List.of("tsv", "csv"));
                    return List.copyOf(names);
                }));
    }

    private static Map<String, List<Example>> plainDev(PlainTask plain, Task task, Path directory) {
        return dev(task, plain.table(), directory, Map.of("dev", plain.file("dev")));
    }

    private static Map<String, List<Example>> dev(Task task, Table table, Path directory, Map<String, String> files) {
        Map<String, List<Example>> splits = new LinkedHashMap<>();
        files.forEach((split, file) -> splits.put(split, Labels.examples(task, table.read(directory.resolve(file)))));
        return splits;
    }

    private static PlainTask plain(String task, ColumnOptions columns) {
        return PlainTask.of(task, columns)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no task \"" + task + "\"; there are " + String.join(", ", names())));
    }

    private static void checkNoColumns(String task, ColumnOptions columns) {
        if (!columns.isEmpty()) {
            throw new IllegalArgumentException(
                    "task " + task + " knows its columns; --text, --text-pair and --label go with tsv and csv");
        }
    }

    private static void checkDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new UserException(directory + ": there is no such directory");
        }
    }
}
