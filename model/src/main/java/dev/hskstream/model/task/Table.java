package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.Links;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table with one sample per row.
 *
 * @param fixed the layout if there is no header; otherwise null
 * @param columns the column names if there is a header
 * @param tolerant whether up to one row in a thousand may be malformed and is skipped: GLUE's own QQP files have a few
 *     rows with tabs or line feeds in their texts, which are commonly skipped
 */
record Table(TableReader reader, @Nullable Layout fixed, ColumnOptions columns, boolean tolerant) {
    private static final int ROWS_PER_BROKEN_ROW = 1000;

    static Table withoutHeader(TableReader reader, Layout layout) {
        return new Table(reader, layout, ColumnOptions.none(), false);
    }

    static Table withHeader(TableReader reader, ColumnOptions columns, boolean tolerant) {
        return new Table(reader, null, columns, tolerant);
    }

    /**
     * Reads all rows.
     *
     * @param notices receives what the user should know, one line each
     * @throws UserException naming the file and line of the first row that cannot be read
     */
    List<Layout.RawExample> read(Path file, Consumer<String> notices) {
        Links.requireTarget(file);
        if (!Files.isRegularFile(file)) {
            throw new UserException(file + ": there is no such file; the task's data must be there");
        }
        Rows rows = new Rows();
        try {
            TextCheck.require(file);
            reader.read(file, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
        rows.finish(file, notices);
        return rows.examples;
    }

    private Layout layout(Row header) {
        return Layout.of(
                header,
                Objects.requireNonNull(columns.text()),
                columns.textPair(),
                Objects.requireNonNull(columns.label()));
    }

    private final class Rows implements Consumer<Row> {
        private final List<Layout.RawExample> examples = new ArrayList<>();
        private final List<UserException> broken = new ArrayList<>();
        private @Nullable Layout layout = fixed;
        private List<String> header = List.of();

        @Override
        public void accept(Row row) {
            if (layout == null) {
                layout = layout(row);
                header = row.cells();
            } else if (row.cells().equals(header)) {
                throw row.wrong("malformed row: it is the header again, as in files that were joined; take it out");
            } else if (layout.fits(row)) {
                examples.add(layout.read(row));
            } else if (tolerant) {
                broken.add(layout.misfit(row));
            } else {
                throw layout.misfit(row);
            }
        }

        private void finish(Path file, Consumer<String> notices) {
            if (!broken.isEmpty()) {
                if (broken.size() * ROWS_PER_BROKEN_ROW > examples.size()) {
                    throw broken.get(0);
                }
                notices.accept(file + ": left out " + broken.size()
                        + (broken.size() == 1 ? " broken row" : " broken rows")
                        + ", as usual with this task; the first: "
                        + broken.get(0).getMessage());
            }
            if (examples.isEmpty()) {
                throw new UserException(file + ": there are no rows" + (fixed == null ? " below the header" : ""));
            }
        }
    }
}
