package dev.hskstream.model.tensor;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs an action while file descriptor 2 is redirected to a temporary file, because native libraries write to the
 * descriptor and not to {@link System#err}. Everything that any thread writes meanwhile is passed on afterwards, except
 * unwanted lines. If the redirection is not possible, the action runs without it and all output is shown.
 */
final class StandardErrorAside {
    private static final Logger LOG = LoggerFactory.getLogger(StandardErrorAside.class);
    private static final int STANDARD_ERROR = 2;

    /** The value is the same on Linux and macOS. */
    private static final int WRITE_ONLY = 1;

    private StandardErrorAside() {}

    /** The C library's functions on file descriptors (POSIX); each returns -1 on failure. */
    interface Descriptors extends Library {
        int open(String path, int flags);

        int dup(int descriptor);

        int dup2(int from, int to);

        int close(int descriptor);
    }

    /** Runs the action exactly once and propagates its exceptions. */
    static void run(Runnable work, Predicate<String> unwanted) {
        Path file = null;
        int saved = -1;
        Descriptors descriptors = null;
        try {
            descriptors = library();
            file = descriptors == null ? null : Files.createTempFile("hsk-stderr-", ".txt");
            saved = descriptors == null || file == null ? -1 : redirect(descriptors, file);
        } catch (IOException | LinkageError e) {
            LOG.debug("standard error cannot be put aside", e);
        }
        try {
            work.run();
        } finally {
            if (descriptors != null && saved >= 0) {
                descriptors.dup2(saved, STANDARD_ERROR);
                descriptors.close(saved);
            }
            passOn(file, unwanted);
        }
    }

    private static @Nullable Descriptors library() {
        return Platform.isLinux() || Platform.isMac() ? Native.load(Platform.C_LIBRARY_NAME, Descriptors.class) : null;
    }

    /** Returns a copy of the original descriptor, or -1 if nothing was changed. */
    private static int redirect(Descriptors descriptors, Path file) {
        int saved = descriptors.dup(STANDARD_ERROR);
        int aside = saved < 0 ? -1 : descriptors.open(file.toString(), WRITE_ONLY);
        boolean redirected = aside >= 0 && descriptors.dup2(aside, STANDARD_ERROR) >= 0;
        if (aside >= 0) {
            descriptors.close(aside);
        }
        if (!redirected && saved >= 0) {
            descriptors.close(saved);
            return -1;
        }
        return saved;
    }

    private static void passOn(@Nullable Path file, Predicate<String> unwanted) {
        if (file == null) {
            return;
        }
        try {
            byte[] written = Files.readAllBytes(file);
            Files.delete(file);
            String text = new String(written, StandardCharsets.ISO_8859_1);
            for (String line : text.split("(?<=\n)", -1)) {
                if (!unwanted.test(line)) {
                    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
                    System.err.write(bytes, 0, bytes.length);
                }
            }
            System.err.flush();
        } catch (IOException e) {
            LOG.warn("what was written to standard error while the engine started cannot be read", e);
        }
    }
}
