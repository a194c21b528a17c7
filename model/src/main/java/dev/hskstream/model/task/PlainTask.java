package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Classification of the rows of a table with a header: {@code train.tsv} and {@code dev.tsv} without quoting, or
 * {@code train.csv} and {@code dev.csv} with it. The labels are the sorted distinct values of the training split.
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
    }

    private static void require(String name, String option, @Nullable String column) {
        if (column == null) {
            throw new IllegalArgumentException("task " + name + " needs " + option + " COLUMN");
        }
    }

    Table table() {
        return Table.withHeader(reader, columns, false);
    }

    String file(String split) {
        return split + "." + name;
    }

    Task fromTraining(List<Layout.RawExample> train) {
        TreeSet<String> values = new TreeSet<>();
        train.forEach(row -> values.add(row.label()));
        if (values.size() < 2) {
            throw new UserException(train.get(0).file() + ": column \"" + columns.label() + "\" holds only \""
                    + values.first() + "\"; there is nothing to learn");
        }
        return task(List.copyOf(values));
    }

    Task task(List<String> labels) {
        List<String> metrics = labels.size() == 2 ? List.of("accuracy", "f1", "matthews") : List.of("accuracy");
        return new Task(name, labels, false, columns.textPair() != null, metrics);
    }
}
