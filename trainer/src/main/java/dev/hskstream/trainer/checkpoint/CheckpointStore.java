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
 * The checkpoints of one training, in a directory of its own.
 *
 * <p><b>Atomicity.</b> A checkpoint is one safetensors file; step, settings and curves are its metadata. The writer
 * writes it under another name, forces it to disk, renames it and forces the directory, so that a file with a checkpoint's
 * name is whole, and the newest one is where the training stands. Those before it are kept, as many as are asked for: a disk
 * that lost the newest file's content, which a checksum tells, still leaves a place to go on from. Only checkpoints that can
 * be gone on from count as kept. Every checkpoint also holds the weights that evaluated best until then, so that the best is
 * kept whichever of the files is used.
 *
 * <p><b>Memory.</b> Writing reads every tensor twice, one at a time: for the checksum, which stands in front of the data,
 * and for the data. Reading maps the file. Neither needs heap or direct memory of a model's size.
 */
public final class CheckpointStore {
    private final CheckpointDirectory directory;
    private final int keep;
    private final Consumer<String> notices;
    /** Files that this process wrote or read, and whether they can be gone on from. */
    private final Map<Path, Boolean> known = new HashMap<>();

    /**
     * A store.
     *
     * @param directory need not exist yet
     * @param keep how many checkpoints are kept, at least 1
     */
    public CheckpointStore(Path directory, int keep) {
        this(directory, keep, notice -> {});
    }

    /**
     * A store that names the checkpoints that it cannot use.
     *
     * @param notices are given one line for each of them
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
     * Writes a checkpoint and removes all but the last ones; returns its file.
     *
     * @throws NonFiniteTensorException if one of its numbers is none; nothing is written then
     * @throws CheckpointException if the disk refuses; the checkpoints before stay as they are
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

    /** Keeps the newest ones that can be gone on from. A broken one is of no use once a newer whole one is written. */
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
     * The newest checkpoint that is whole and finite; a broken one is named in a notice and the one before it taken.
     *
     * @param force whether adjustable settings may have changed since
     * @throws CheckpointException if a setting differs, or there are only broken ones
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
     * Where a training goes on.
     *
     * @param changes settings that are others since, as {@code NAME OLD -> NEW}
     */
    public record Resumption(Checkpoint<HostTensor> checkpoint, List<String> changes) {}

    /**
     * Makes the store this process's own until the lock is closed.
     *
     * @throws UserException if another training has it
     */
    public OwnerLock lock() {
        return directory.lock();
    }

    /** Removes the checkpoints and what lies beside them; the lock stays. */
    public void clear() {
        known.clear();
        directory.clear();
    }

    /**
     * Removes the directory and what is in it. The lock in it is retired if this store has it; one that another training
     * has taken stays, and the directory with it.
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
