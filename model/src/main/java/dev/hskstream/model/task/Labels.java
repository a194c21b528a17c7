package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Turns label texts into numbers. */
final class Labels {
    private Labels() {}

    static List<Example> examples(Task task, List<Layout.RawExample> rows) {
        List<Example> examples = new ArrayList<>(rows.size());
        for (Layout.RawExample row : rows) {
            double label = task.regression() ? number(row) : index(task, row);
            examples.add(new Example(examples.size(), row.text(), row.pair(), OptionalDouble.of(label)));
        }
        return examples;
    }

    private static int index(Task task, Layout.RawExample row) {
        int index = task.labels().indexOf(row.label());
        if (index < 0) {
            throw wrong(row, "is not one of " + String.join(", ", task.labels()));
        }
        return index;
    }

    private static double number(Layout.RawExample row) {
        double value = parse(row.label());
        if (!Double.isFinite(value)) {
            throw wrong(row, "is not a number");
        }
        return value;
    }

    private static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static UserException wrong(Layout.RawExample row, String reason) {
        return new UserException(row.file() + ":" + row.line() + ": label \"" + row.label() + "\" " + reason);
    }
}
