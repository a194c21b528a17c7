package dev.hskstream.trainer.checkpoint;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.AtomicFiles;
import dev.hskstream.base.file.OwnerLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one training's checkpoints: its file names, and the lock that gives one process exclusive use of it.
 */
final class CheckpointDirectory {
    private static final String LOCK = "lock";
    private static final Pattern NAME = Pattern.compile("step-\\d{9,}\\.safetensors");

    private final Path directory;
    private @Nullable OwnerLock held;

    /** The directory need not exist yet. */
    CheckpointDirectory(Path directory) {
        this.directory = directory;
    }

    void create() throws IOException {
        AtomicFiles.createDirectories(directory);
    }

    Path file(long step) {
        return directory.resolve(String.format(Locale.ROOT, "step-%09d.safetensors", step));
    }

    /** The checkpoint files, the one with the highest step first; empty if the directory does not exist. */
    List<Path> newestFirst() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            path -> NAME.matcher(path.getFileName().toString()).matches())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory, e);
        }
    }

    /**
     * Gives this process exclusive use of the directory until the lock is closed.
     *
     * @throws UserException if another training holds the lock
     */
    OwnerLock lock() {
        try {
            create();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
        held = OwnerLock.take(
                directory.resolve(LOCK),
                directory + " belongs to a training that is running; wait for it, or name another --out");
        return held;
    }

    /** Deletes everything in the directory except the lock. */
    void clear() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.filter(path -> !path.equals(directory) && !path.endsWith(LOCK))
                    .sorted(Comparator.reverseOrder())
                    .toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }

    /**
     * Deletes the directory and its content. The lock is removed too if this object took it; if another training holds
     * it, the lock and the directory stay.
     */
    void delete() {
        clear();
        if (held != null) {
            held.retire();
            held = null;
        }
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // Another training has just started in this directory.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
