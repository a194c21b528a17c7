package dev.hskstream.base.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Writes files atomically: after a crash of the process or the machine, a file is either complete or absent. A file is
 * written under a temporary name in the same directory, forced to disk and renamed, and then its directory is forced to
 * disk. Without the last step, a power failure could undo the rename although files that were deleted later stay
 * deleted.
 */
public final class AtomicFiles {
    /** Suffix of the temporary name of an unfinished file. */
    public static final String UNFINISHED = ".tmp";

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private AtomicFiles() {}

    /** Writes a file's content to an open, empty file. */
    public interface Content {
        /** Writes everything; the caller forces the file to disk and closes it. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Writes or replaces a file. If it fails, an existing file is unchanged. */
    public static void write(Path file, Content content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                content.writeTo(channel);
                channel.force(true);
            }
            rename(unfinished, file);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Writes or replaces a text file in UTF-8, as {@link #write} does. */
    public static void writeString(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        write(file, channel -> writeFully(channel, bytes));
    }

    /**
     * Renames a finished file to its final name, replacing a file that has this name, and forces the directory to disk.
     *
     * @param finished the file to rename, in the same directory as {@code file}, its content forced to disk
     */
    public static void rename(Path finished, Path file) throws IOException {
        Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(parent(file));
    }

    /**
     * Creates a directory and its missing parents, and forces each of them to disk. Does nothing if the directory
     * exists.
     */
    public static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (Files.exists(directory)) {
            throw new NotDirectoryException(directory.toString());
        }
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
            createDirectories(parent);
        }
        Files.createDirectories(directory);
        if (parent != null) {
            forceDirectory(parent);
        }
    }

    /** Forces a file's content to disk. */
    public static void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Forces a directory's entries to disk. Does nothing on Windows, which cannot open directories and does this
     * itself.
     */
    public static void forceDirectory(Path directory) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Writes all remaining bytes of the buffer. */
    public static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is the root of a file system, no place for a file");
        }
        return parent;
    }
}
