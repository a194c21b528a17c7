package dev.hskstream.model.task;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads comma-separated values with quoting (RFC 4180). A row's line number is that of its first line. */
final class CommaSeparated implements TableReader {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    @Override
    public void read(Path file, Consumer<Row> rows) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            CommaSeparatedRows parser = new CommaSeparatedRows(file, reader);
            while (parser.hasNext()) {
                rows.accept(parser.next());
            }
        }
    }
}
