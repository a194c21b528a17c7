package dev.hskstream.model.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A way to cut a file into rows, the header being the first. */
interface TableReader {
    void read(Path file, Consumer<Row> rows) throws IOException;
}
