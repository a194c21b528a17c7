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
 * Runs something while file descriptor 2 leads to a temporary file: native libraries write there and know nothing of
 * {@link System#err}. Whatever comes meanwhile, from any thread, is passed on afterwards, but for the lines that are not
 * wanted. Where the system or its C library cannot be asked, the thing is run all the same, and all of it is seen.
 */
final class StandardErrorAside {
    private static final Logger LOG = LoggerFactory.getLogger(StandardErrorAside.class);
    private static final int STANDARD_ERROR = 2;

    /** The same number on Linux and macOS. */
    private static final int WRITE_ONLY = 1;

    private StandardErrorAside() {}

    /** The C library's calls on file descriptors (POSIX); each gives -1 where it fails. */
    interface Descriptors extends Library {
        int open(String path, int flags);

        int dup(int descriptor);

        int dup2(int from, int to);

        int close(int descriptor);
    }

    /** Runs the work exactly once; what it throws comes through. */
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

    /** Gives a copy of the descriptor as it was, or -1 with everything as it was. */
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
