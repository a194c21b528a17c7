package dev.hskstream.model.task;

import dev.hskstream.base.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The number of rows of each class, or the range of scores.
 *
 * @param classes number of rows by class, in class order; empty for scores
 * @param least lowest label
 * @param most highest label
 */
public record LabelCounts(Map<String, Integer> classes, double least, double most) {
    private static final int SHOWN = 12;

    /** Counts the labels. */
    public static LabelCounts of(Task task, List<Example> examples) {
        int[] rows = new int[task.labels().size()];
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (Example example : examples) {
            double label = example.label().orElseThrow();
            if (!task.regression()) {
                rows[(int) label]++;
            }
            least = Math.min(least, label);
            most = Math.max(most, label);
        }
        Map<String, Integer> classes = new LinkedHashMap<>();
        for (int i = 0; i < rows.length; i++) {
            classes.put(task.labels().get(i), rows[i]);
        }
        return new LabelCounts(classes, least, most);
    }

    /**
     * Formats the counts as one line: {@code 2 classes: no (40 rows), yes (60 rows)}, or {@code scores from 0.5 to
     * 4.8}.
     */
    public String text() {
        if (classes.isEmpty()) {
            return "scores from " + least + " to " + most;
        }
        List<String> shown = new ArrayList<>();
        classes.forEach((name, rows) -> {
            if (shown.size() < SHOWN) {
                shown.add(Quoted.name(name) + " (" + rows + (rows == 1 ? " row)" : " rows)"));
            }
        });
        String more = classes.size() > SHOWN ? " and " + (classes.size() - SHOWN) + " more" : "";
        return classes.size() + " classes: " + String.join(", ", shown) + more;
    }

    /** The counts for JSON output: number of rows by class, or the range of scores. */
    public Map<String, ? extends Number> json() {
        return classes.isEmpty() ? Map.of("least", least, "most", most) : classes;
    }

    /**
     * Describes in one line a problem of these rows as training data, such as a class without rows; empty if there is
     * none.
     *
     * @param limit value of {@code --limit} if it removed rows; 0 otherwise
     */
    public Optional<String> oddity(int limit) {
        String remedy = limit == 0
                ? ""
                : "; --limit " + limit + " left these rows, take more or draw with another --limit-seed";
        return oddity().map(oddity -> oddity + remedy);
    }

    private Optional<String> oddity() {
        List<String> missing = classes.entrySet().stream()
                .filter(count -> count.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
        if (classes.isEmpty()) {
            return least == most
                    ? Optional.of("all training rows have the score " + least + "; there is nothing to learn")
                    : Optional.empty();
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        if (missing.size() == classes.size() - 1) {
            String only = classes.entrySet().stream()
                    .filter(count -> count.getValue() > 0)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
            return Optional.of("all training rows are of class " + Quoted.of(only) + "; there is nothing to learn");
        }
        return Optional.of("no training row is of class " + Quoted.list(missing));
    }
}
