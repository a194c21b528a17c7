package dev.hskstream.model.task;

import dev.hskstream.base.PlainNumber;
import dev.hskstream.base.Quoted;
import dev.hskstream.base.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Turns label texts into numbers. */
final class Labels {
    private static final String LEAVE_OUT = "; leave out rows without a label";

    private Labels() {}

    /** The rows with their classes, or with their scores where the task has no classes. */
    static List<Example> examples(Task task, ScoreRange scores, List<Layout.RawExample> rows) {
        List<Example> examples = new ArrayList<>(rows.size());
        for (Layout.RawExample row : rows) {
            double label = task.regression() ? score(scores, row) : index(task, row);
            examples.add(new Example(examples.size(), row.text(), row.pair(), OptionalDouble.of(label)));
        }
        return examples;
    }

    /** Throws {@link UserException} that names the model's labels and the file's where a row has one that is not the model's. */
    static void requireModels(Task model, List<Layout.RawExample> rows) {
        if (model.regression()) {
            return;
        }
        TreeSet<String> found = new TreeSet<>();
        rows.forEach(row -> found.add(row.label()));
        rows.stream()
                .filter(row -> !model.labels().contains(row.label()))
                .findFirst()
                .ifPresent(row -> {
                    throw wrong(
                            row,
                            "is not one of " + Quoted.list(model.labels()) + ", the model's classes; the file has "
                                    + Quoted.list(found)
                                    + " (where a model's classes have no names, --classes gives them in its order)");
                });
    }

    private static int index(Task task, Layout.RawExample row) {
        int index = task.labels().indexOf(row.label());
        if (index < 0) {
            boolean none = isNone(row.label()) || row.label().equals("-1");
            throw wrong(row, "is not one of " + Quoted.list(task.labels()) + (none ? LEAVE_OUT : ""));
        }
        return index;
    }

    private static double score(ScoreRange scores, Layout.RawExample row) {
        OptionalDouble value = PlainNumber.parse(row.label().strip());
        if (value.isEmpty()) {
            throw wrong(row, "is not a number" + (isNone(row.label()) ? LEAVE_OUT : ", as 3.5 or 1e-2 are"));
        }
        if (!scores.holds(value.getAsDouble())) {
            throw wrong(row, "is not between " + scores + LEAVE_OUT);
        }
        return value.getAsDouble();
    }

    /** Whether the cell holds nothing that can be seen. */
    static boolean isNone(String label) {
        return label.codePoints()
                .allMatch(c ->
                        Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isIdentifierIgnorable(c));
    }

    static UserException wrong(Layout.RawExample row, String reason) {
        return new UserException(row.file() + ":" + row.line() + ": label " + Quoted.of(row.label()) + " " + reason);
    }
}
