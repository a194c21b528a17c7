package dev.hskstream.trainer.checkpoint;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.OwnerLock;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.NonFiniteTensorException;
import dev.hskstream.model.formats.TensorSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The checkpoints of one training, in a directory of their own.
 *
 * <p><b>Atomicity.</b> A checkpoint is one safetensors file; step, settings and curves are its metadata. It is written
 * under a temporary name and forced to disk, then renamed, and the directory is forced to disk. So a file with a
 * checkpoint's name is complete, and the newest one has the training's latest state. The newest {@code keep}
 * checkpoints are kept: if the disk lost the newest file's content, which its checksum shows, the training can resume
 * from the one before. Only checkpoints that a training can resume from count towards {@code keep}. Every checkpoint
 * also holds the best weights so far, so that they are available whichever checkpoint is used.
 *
 * <p><b>Memory.</b> Writing reads one tensor at a time, and each twice: once for the checksum, which precedes the data
 * in the file, and once for the data. Reading maps the file into memory. Neither needs heap or direct memory of a
 * model's size.
 */
public final class CheckpointStore {
    private final CheckpointDirectory directory;
    private final int keep;
    private final Consumer<String> notices;
    /** Files that this process wrote or read, and whether a training can resume from them. */
    private final Map<Path, Boolean> known = new HashMap<>();

    /**
     * A store.
     *
     * @param directory may not exist yet
     * @param keep how many checkpoints are kept, at least 1
     */
    public CheckpointStore(Path directory, int keep) {
        this(directory, keep, notice -> {});
    }

    /**
     * A store that reports each checkpoint that it cannot use.
     *
     * @param notices receives one line for each checkpoint that cannot be used
     */
    public CheckpointStore(Path directory, int keep, Consumer<String> notices) {
        if (keep < 1) {
            throw new IllegalArgumentException("--keep-checkpoints must be at least 1, got " + keep);
        }
        this.directory = new CheckpointDirectory(directory);
        this.keep = keep;
        this.notices = notices;
    }

    /**
     * Writes a checkpoint, deletes the older ones that are not to be kept, and returns the new file.
     *
     * @throws NonFiniteTensorException if one of its numbers is not finite; nothing is written then
     * @throws CheckpointException if the file cannot be written; earlier checkpoints stay as they are
     */
    public Path save(Checkpoint<? extends TensorSource> checkpoint) {
        Path file = directory.file(checkpoint.step());
        try {
            directory.create();
            CheckpointFile.write(file, checkpoint);
            known.put(file, true);
            prune(file);
            return file;
        } catch (UncheckedIOException | IOException e) {
            throw new CheckpointException("step " + checkpoint.step() + " cannot be kept: " + e.getMessage()
                    + "; free space in " + directory + " and start again, which goes on from the checkpoint before");
        }
    }

    /**
     * Deletes all but the newest checkpoints that a training can resume from. A broken one is deleted once a newer
     * intact one exists.
     */
    private void prune(Path saved) throws IOException {
        int kept = 0;
        for (Path file : directory.newestFirst()) {
            boolean whole = file.equals(saved) || known.computeIfAbsent(file, unread -> isWhole(unread));
            if (whole && kept < keep) {
                kept++;
            } else {
                Files.delete(file);
                known.remove(file);
            }
        }
    }

    private static boolean isWhole(Path file) {
        try {
            CheckpointFile.read(file);
            return true;
        } catch (UserException e) {
            return false;
        }
    }

    /**
     * The newest checkpoint that is intact and finite. A broken one is reported in a notice and the one before it is
     * tried.
     *
     * @param force whether adjustable settings may differ from the checkpoint's
     * @throws CheckpointException if a setting differs that may not, or all checkpoints are broken
     */
    public Optional<Resumption> latest(RunSettings settings, boolean force) {
        List<Path> files = directory.newestFirst();
        for (Path file : files) {
            Optional<Checkpoint<HostTensor>> checkpoint = read(file);
            if (checkpoint.isPresent()) {
                List<String> changes = settings.changesSince(checkpoint.get().settings(), file, force);
                return Optional.of(new Resumption(checkpoint.get(), changes));
            }
        }
        if (!files.isEmpty()) {
            throw new CheckpointException(directory + ": none of its " + files.size()
                    + " checkpoints can be used; pass --restart to start anew, which removes them");
        }
        return Optional.empty();
    }

    /**
     * The checkpoint that a training resumes from.
     *
     * @param changes settings that have changed since, as {@code NAME OLD -> NEW}
     */
    public record Resumption(Checkpoint<HostTensor> checkpoint, List<String> changes) {}

    /**
     * Gives this process exclusive use of the store until the lock is closed.
     *
     * @throws UserException if another training holds the lock
     */
    public OwnerLock lock() {
        return directory.lock();
    }

    /** Deletes everything in the store's directory except the lock. */
    public void clear() {
        known.clear();
        directory.clear();
    }

    /**
     * Deletes the directory and its content. The lock is removed too if this store holds it; if another training does,
     * the lock and the directory stay.
     */
    public void delete() {
        known.clear();
        directory.delete();
    }

    private Optional<Checkpoint<HostTensor>> read(Path file) {
        try {
            Checkpoint<HostTensor> checkpoint = CheckpointFile.read(file);
            known.put(file, true);
            return Optional.of(checkpoint);
        } catch (UserException e) {
            known.put(file, false);
            notices.accept(file + " cannot be used, going back to the checkpoint before it: " + e.getMessage());
            return Optional.empty();
        }
    }
}
