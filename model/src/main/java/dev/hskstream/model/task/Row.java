package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import java.nio.file.Path;
import java.util.List;

/** A row of a table and where it came from; {@code line} counts from 1, the header included. */
record Row(Path file, long line, List<String> cells) {
    UserException wrong(String reason) {
        return new UserException(file + ":" + line + ": " + reason);
    }
}
