package dev.hskstream.base.file;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A lock file that one owner at a time holds, among all threads and processes of a host. The operating system releases
 * the lock when the process ends, for whatever reason. The file is empty.
 *
 * <p>Closing the lock leaves the file in place. If it were deleted, one process could lock the deleted file, which it
 * had opened before, while another locks a new file of the same name. {@link #retire} deletes the file nevertheless,
 * for a directory that is to be removed. It first writes a byte into the file: a process that gets the lock of a file
 * that is not empty knows that this file is no longer the lock, and opens the name again.
 *
 * <p>POSIX releases all locks of a process on a file as soon as the process closes any channel to that file. So a
 * process opens a file only if it does not hold its lock already, which it looks up in {@link #HELD}.
 */
public final class OwnerLock implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final long POLL_MILLIS = 100;

    /** How often locking is retried when the file or its directory was deleted in the meantime. */
    private static final int TRIES = 20;

    private final Path real;
    private final FileChannel channel;

    private OwnerLock(Path real, FileChannel channel) {
        this.real = real;
        this.channel = channel;
    }

    /**
     * Tries to lock the file. Creates the file and its directory if they do not exist.
     *
     * @return empty if another owner holds the lock
     * @throws UncheckedIOException if the file cannot be created or locked
     */
    public static Optional<OwnerLock> tryTake(Path file) {
        try {
            for (int i = 1; ; i++) {
                try {
                    return tryOnce(file);
                } catch (NoSuchFileException e) {
                    if (i == TRIES) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Locks the file, or throws if another owner holds it.
     *
     * @param held message for the case that another owner holds the lock: one line with place and remedy
     * @throws UserException with that message
     * @throws UncheckedIOException if the file cannot be created or locked
     */
    public static OwnerLock take(Path file, String held) {
        return tryTake(file).orElseThrow(() -> new UserException(held));
    }

    /**
     * Locks the file, and waits while another owner holds it.
     *
     * @param waiting called once before a wait
     * @throws UserException if the thread is interrupted
     * @throws UncheckedIOException if the file cannot be created or locked
     */
    public static OwnerLock await(Path file, Runnable waiting) {
        Optional<OwnerLock> taken = tryTake(file);
        if (taken.isEmpty()) {
            waiting.run();
        }
        while (taken.isEmpty()) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UserException("interrupted while waiting for " + file, e);
            }
            taken = tryTake(file);
        }
        return taken.get();
    }

    /** Releases the lock. A second call has no effect. */
    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + real + " is not released", e);
        } finally {
            HELD.remove(real);
        }
    }

    /**
     * Releases the lock and deletes its file, so that the directory can be deleted.
     *
     * @throws UncheckedIOException if the file cannot be deleted
     */
    public void retire() {
        try {
            channel.write(ByteBuffer.wrap(new byte[] {1}));
            Files.deleteIfExists(real);
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + real + " cannot be removed", e);
        } finally {
            close();
        }
    }

    private static Optional<OwnerLock> tryOnce(Path file) throws IOException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path real = directory.toRealPath().resolve(file.getFileName());
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        Optional<FileChannel> channel = Optional.empty();
        try {
            channel = lock(real);
        } finally {
            if (channel.isEmpty()) {
                HELD.remove(real);
            }
        }
        return channel.map(open -> new OwnerLock(real, open));
    }

    /** Returns empty if another process holds the lock. */
    private static Optional<FileChannel> lock(Path file) throws IOException {
        while (true) {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean locked = false;
            try {
                if (channel.tryLock() == null) {
                    return Optional.empty();
                }
                locked = channel.size() == 0;
                if (locked) {
                    return Optional.of(channel);
                }
                deleteRetired(file);
            } finally {
                if (!locked) {
                    channel.close();
                }
            }
        }
    }

    /**
     * Deletes a retired lock file that its owner could not delete because it was killed right after writing the byte.
     */
    private static void deleteRetired(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > 0) {
            Files.deleteIfExists(file);
        }
    }
}
