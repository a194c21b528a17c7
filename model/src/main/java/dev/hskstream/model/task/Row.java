package dev.hskstream.model.task;

import dev.hskstream.base.UserException;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of a table.
 *
 * @param line line number, counted from 1 including the header
 */
record Row(Path file, long line, List<String> cells) {
    UserException wrong(String reason) {
        return new UserException(file + ":" + line + ": " + reason);
    }
}
