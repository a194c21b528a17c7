package dev.hskstream.model.task;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UserException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table, counted from 0.
 *
 * @param width number of cells that every row must have
 * @param text column of the text
 * @param pair column of the second text; -1 if there is none
 * @param label column of the label
 */
record Layout(int width, int text, int pair, int label) {
    /** Finds the columns by their names in the header. */
    static Layout of(Row header, String text, @Nullable String pair, String label) {
        return new Layout(
                header.cells().size(),
                column(header, text),
                pair == null ? -1 : column(header, pair),
                column(header, label));
    }

    private static int column(Row header, String name) {
        int column = header.cells().indexOf(name);
        if (column < 0) {
            throw header.wrong("there is no column " + Quoted.of(name) + "; the header has "
                    + Quoted.list(header.cells()) + HeaderHint.of(header.cells(), name));
        }
        int second = header.cells().lastIndexOf(name);
        if (second != column) {
            throw header.wrong("there are two columns " + Quoted.of(name) + ", the " + (column + 1) + ". and the "
                    + (second + 1) + ".; rename the one that is not meant");
        }
        return column;
    }

    boolean fits(Row row) {
        return row.cells().size() == width;
    }

    UserException misfit(Row row) {
        if (row.cells().equals(List.of(""))) {
            return row.wrong("malformed row: the line is empty; take it out");
        }
        return row.wrong("malformed row: " + row.cells().size() + " columns instead of " + width + misfitHint(row));
    }

    private String misfitHint(Row row) {
        boolean csv = String.valueOf(row.file().getFileName()).endsWith(".csv");
        if (csv) {
            return row.cells().size() > width ? "; a cell that holds a comma has to be in quotation marks" : "";
        }
        long marks = row.cells().stream()
                .flatMapToInt(String::chars)
                .filter(c -> c == '"')
                .count();
        return marks % 2 == 1
                ? "; it holds a single quotation mark: tsv has no quoting, a text ends with its line"
                : "";
    }

    /** Reads a row's texts and label; the label is not interpreted yet. */
    RawExample read(Row row) {
        List<String> cells = row.cells();
        String textPair = pair < 0 ? null : cells.get(pair);
        if (textPair == null && cells.get(text).isBlank()) {
            throw row.wrong("malformed row: the text is empty");
        }
        return new RawExample(row.file(), row.line(), cells.get(text), textPair, cells.get(label));
    }

    /** A row whose label is not interpreted yet. */
    record RawExample(Path file, long line, String text, @Nullable String pair, String label) {}
}
