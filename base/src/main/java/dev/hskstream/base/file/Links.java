package dev.hskstream.base.file;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks for files that may be symbolic links, as in download caches. A link whose target is gone counts as a fault and
 * not as a file that is not there: whoever takes it for absent reads another file in its place, or nothing, without
 * saying so.
 */
public final class Links {
    private Links() {}

    /**
     * Returns whether the file or directory exists.
     *
     * @throws UserException if it is a symbolic link to something that does not exist
     */
    public static boolean exists(Path file) {
        requireTarget(file);
        return Files.exists(file);
    }

    /**
     * Refuses a symbolic link to something that does not exist.
     *
     * @throws UserException naming the link and its target
     */
    public static void requireTarget(Path file) {
        if (!Files.isSymbolicLink(file) || Files.exists(file)) {
            return;
        }
        try {
            throw new UserException(file + ": is a link to " + Files.readSymbolicLink(file)
                    + ", which does not exist; get the file again, or remove the link");
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the link cannot be read: " + e.getMessage(), e);
        }
    }
}
