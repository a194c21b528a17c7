package dev.hskstream.model.task;

import java.util.List;
import java.util.function.Consumer;

/** Reports content of plain tables that is valid but rarely intended. */
final class TableOddities {
    private TableOddities() {}

    /**
     * Reports cells in quotation marks in a format without quoting, where the marks become part of texts and labels.
     */
    static void tellQuotes(List<Layout.RawExample> rows, Consumer<String> notices) {
        List<Layout.RawExample> quoted = rows.stream()
                .filter(row -> isQuoted(row.text()) || isQuoted(row.label()))
                .toList();
        if (quoted.size() * 2 > rows.size() || quoted.stream().anyMatch(row -> isQuoted(row.label()))) {
            Layout.RawExample first = quoted.get(0);
            notices.accept(first.file() + ":" + first.line() + ": cells are in quotation marks, here and in "
                    + (quoted.size() - 1) + " more of " + rows.size()
                    + " rows; tsv has no quoting, so that the marks are part of the text: take them out, or make the"
                    + " file csv");
        }
    }

    private static boolean isQuoted(String cell) {
        return cell.length() > 1 && cell.startsWith("\"") && cell.endsWith("\"");
    }

    /** Reports scores of -1, which often mark rows without a score. */
    static void tellUnscored(List<Example> examples, List<Layout.RawExample> rows, Consumer<String> notices) {
        long unscored =
                examples.stream().filter(e -> e.label().orElseThrow() == -1).count();
        boolean others = examples.stream()
                .anyMatch(e -> e.label().orElseThrow() < 0 && e.label().orElseThrow() != -1);
        if (unscored > 0 && !others) {
            int first = 0;
            while (examples.get(first).label().orElseThrow() != -1) {
                first++;
            }
            notices.accept(rows.get(first).file() + ":" + rows.get(first).line() + ": the score is -1 ("
                    + unscored
                    + (unscored == 1 ? " row" : " rows")
                    + "), and never below 0 else; if -1 marks rows without a score, leave them out");
        }
    }
}
