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
 * Files that are there whole or not at all, whenever the process or the machine stops. A file is written under another
 * name in the same directory, forced to disk, renamed, and then its directory is forced too: without the last step a power
 * cut may take the new name back, although what was deleted afterwards stays deleted.
 */
public final class AtomicFiles {
    /** What the name of an unfinished file ends in. */
    public static final String UNFINISHED = ".tmp";

    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private AtomicFiles() {}

    /** Puts a file's content into an open, empty file. */
    public interface Content {
        /** Writes everything; the caller forces and closes. */
        void writeTo(FileChannel channel) throws IOException;
    }

    /** Writes a file, or replaces it; where that fails, an earlier one is still there as it was. */
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

    /** {@link #write} for a text, in UTF-8. */
    public static void writeString(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        write(file, channel -> writeFully(channel, bytes));
    }

    /**
     * Gives a finished file its name, in place of a file that has it now, and forces the directory.
     *
     * @param finished in the directory of {@code file}, its content forced to disk
     */
    public static void rename(Path finished, Path file) throws IOException {
        Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(parent(file));
    }

    /** Makes a directory with those above it, each of them forced to disk; one that is there is left as it is. */
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

    /** Forces to disk which files a directory has; where the system opens no directories (Windows), it does so itself. */
    public static void forceDirectory(Path directory) throws IOException {
        if (WINDOWS) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Writes all of the bytes. */
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
