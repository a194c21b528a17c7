package dev.hskstream.model.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Splits a file into rows; the header, if any, is the first. */
interface TableReader {
    void read(Path file, Consumer<Row> rows) throws IOException;
}
