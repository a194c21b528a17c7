package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Comma-separated values with quoting (RFC 4180). A row's line is the one it begins on. */
final class CommaSeparated implements TableReader {
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    @Override
    public void read(Path file, Consumer<Row> rows) throws IOException {
        long line = 1;
        try (BufferedReader reader = Files.newBufferedReader(file);
                CSVParser parser = CSVParser.parse(withoutMark(reader), CSVFormat.RFC4180)) {
            for (CSVRecord record : parser) {
                rows.accept(new Row(file, line, record.toList()));
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (UncheckedIOException e) {
            Throwable cause = e.getCause();
            throw malformed(file, line, cause == null ? e : cause);
        } catch (CharacterCodingException | CSVException e) {
            throw malformed(file, line, e);
        }
    }

    private static BufferedReader withoutMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static UserException malformed(Path file, long line, Throwable cause) {
        String reason = cause instanceof CharacterCodingException ? "not UTF-8; convert the file" : cause.getMessage();
        return new UserException(file + ":" + line + ": malformed row: " + reason, cause);
    }
}
