package dev.hskstream.model.task;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Classification or regression on a table with a header: {@code train.tsv} and {@code dev.tsv} without quoting, or
 * {@code train.csv} and {@code dev.csv} with quoting. Unless options state the classes, they are the sorted distinct
 * labels of the training split.
 */
record PlainTask(String name, TableReader reader, ColumnOptions columns) {
    static Optional<PlainTask> of(String name, ColumnOptions columns) {
        return switch (name) {
            case "tsv" -> Optional.of(new PlainTask(name, new TabSeparated(), columns));
            case "csv" -> Optional.of(new PlainTask(name, new CommaSeparated(), columns));
            default -> Optional.empty();
        };
    }

    PlainTask {
        require(name, "--text", columns.text());
        require(name, "--label", columns.label());
        List<String> given = Stream.of(columns.text(), columns.textPair(), columns.label())
                .filter(Objects::nonNull)
                .toList();
        if (Set.copyOf(given).size() < given.size()) {
            throw new UsageException(
                    "--text, --text-pair and --label must name different columns, got " + Quoted.list(given));
        }
    }

    private static void require(String name, String option, @Nullable String column) {
        if (column == null) {
            throw new UsageException("task " + name + " needs " + option + " COLUMN");
        }
    }

    private Table table() {
        return Table.withHeader(reader, columns, false);
    }

    /** Reads the rows of a split. */
    List<Layout.RawExample> read(Path directory, String split, Consumer<String> notices) {
        Path file = directory.resolve(split + "." + name);
        List<Layout.RawExample> rows = table().read(file, notices);
        if (name.equals("tsv")) {
            TableOddities.tellQuotes(rows, notices);
        }
        return rows;
    }

    /** Creates the task from the options or, without them, from the labels of the training rows. */
    Task fromTraining(List<Layout.RawExample> train, LabelOptions labels, Consumer<String> notices) {
        if (!labels.isEmpty()) {
            return task(labels.classes());
        }
        return task(FoundLabels.classes(train, Objects.requireNonNull(columns.label()), notices));
    }

    /** Creates the task with these classes; without classes it is a regression. */
    Task task(List<String> labels) {
        if (labels.isEmpty()) {
            return new Task(name, labels, true, columns.textPair() != null, List.of("pearson", "spearman"));
        }
        List<String> metrics = labels.size() == 2 ? List.of("accuracy", "f1", "matthews") : List.of("accuracy");
        return new Task(name, labels, false, columns.textPair() != null, metrics);
    }
}
