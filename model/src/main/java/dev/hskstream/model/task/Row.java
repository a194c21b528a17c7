package dev.hskstream.model.task;

import dev.hskstream.model.BadInputException;
import java.nio.file.Path;
import java.util.List;

/** A row of a table and where it came from; {@code line} counts from 1, the header included. */
record Row(Path file, long line, List<String> cells) {
    BadInputException wrong(String reason) {
        return new BadInputException(file + ":" + line + ": " + reason);
    }
}
