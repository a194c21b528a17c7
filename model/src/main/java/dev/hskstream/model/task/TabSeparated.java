package dev.hskstream.model.task;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads tab-separated values without quoting, as in GLUE: a quotation mark is an ordinary character. Only a line feed
 * ends a line, because texts may contain other characters that Java treats as line ends.
 */
final class TabSeparated implements TableReader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Override
    public void read(Path file, Consumer<Row> rows) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long number = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    rows.accept(row(file, number++, line));
                    line.reset();
                } else {
                    line.write(next);
                }
            }
        }
        if (line.size() > 0) {
            rows.accept(row(file, number, line));
        }
    }

    private static Row row(Path file, long number, ByteArrayOutputStream bytes) {
        String line = bytes.toString(StandardCharsets.UTF_8);
        if (number == 1 && line.startsWith(BYTE_ORDER_MARK)) {
            line = line.substring(1);
        }
        // Files that were converted for Windows twice have two carriage returns.
        while (line.endsWith("\r")) {
            line = line.substring(0, line.length() - 1);
        }
        return new Row(file, number, List.of(line.split("\t", -1)));
    }
}
