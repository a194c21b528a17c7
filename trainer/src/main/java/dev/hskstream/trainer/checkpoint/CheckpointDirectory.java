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

/** Where the checkpoints of one training lie, how they are called, and the lock that makes them one process's own. */
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

    /** The checkpoints of the highest steps first; none if there is no directory. */
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
     * Makes the directory this process's own until the lock is closed.
     *
     * @throws UserException if another training has it
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

    /** Removes the checkpoints and what lies beside them; the lock stays. */
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
     * Removes the directory and what is in it. The lock in it is retired if this process took it here; one that another training
     * has taken stays, and the directory with it.
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
            // Another training has just begun here.
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + directory, e);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
