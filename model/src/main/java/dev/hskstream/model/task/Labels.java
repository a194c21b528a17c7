package dev.hskstream.model.task;

import dev.hskstream.base.PlainNumber;
import dev.hskstream.base.Quoted;
import dev.hskstream.base.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Converts labels from text to numbers. */
final class Labels {
    private static final String LEAVE_OUT = "; leave out rows without a label";

    private Labels() {}

    /**
     * Converts the labels to class indices, or to scores if the task is a regression.
     *
     * @throws UserException naming the first row whose label is wrong
     */
    static List<Example> examples(Task task, ScoreRange scores, List<Layout.RawExample> rows) {
        List<Example> examples = new ArrayList<>(rows.size());
        for (Layout.RawExample row : rows) {
            double label = task.regression() ? score(scores, row) : index(task, row);
            examples.add(new Example(examples.size(), row.text(), row.pair(), OptionalDouble.of(label)));
        }
        return examples;
    }

    /**
     * Converts likewise, for evaluation: scores outside the range are reported in one notice, unless one is -1.
     *
     * @throws UserException naming the first row whose label is wrong
     */
    static List<Example> scaled(Task task, ScoreRange scores, List<Layout.RawExample> rows, Consumer<String> notices) {
        List<Example> examples = examples(task, ScoreRange.ANY, rows);
        if (!task.regression()) {
            return examples;
        }
        if (examples.stream().anyMatch(example -> example.label().orElseThrow() == -1)) {
            return examples(task, scores, rows);
        }
        int[] outside = IntStream.range(0, rows.size())
                .filter(i -> !scores.holds(examples.get(i).label().orElseThrow()))
                .toArray();
        if (outside.length > 0) {
            Layout.RawExample first = rows.get(outside[0]);
            notices.accept(first.file() + ":" + first.line() + ": score " + Quoted.of(first.label())
                    + " is not between " + scores + ", here and in " + (outside.length - 1) + " more of " + rows.size()
                    + " rows");
        }
        return examples;
    }

    /**
     * Checks that all rows have one of the model's classes.
     *
     * @throws UserException naming the model's classes and those in the file
     */
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

    /** Whether the cell contains no visible character. */
    static boolean isNone(String label) {
        return label.codePoints()
                .allMatch(c ->
                        Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isIdentifierIgnorable(c));
    }

    static UserException wrong(Layout.RawExample row, String reason) {
        return new UserException(row.file() + ":" + row.line() + ": label " + Quoted.of(row.label()) + " " + reason);
    }
}
