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
 * A file that one owner at a time has, among the threads and processes of a host. The operating system releases it with
 * the process, however that ends. The file is empty.
 *
 * <p>The file stays when the lock is closed: if it were just deleted, one process could still get the lock of the deleted
 * file, which it had opened before, and another one that of a new file of the same name. {@link #retire} deletes it all the
 * same, for a place that is gone for good. It writes a byte into the file first: whoever gets a lock on a file with a byte
 * in it knows that this is no lock any more, and opens the name anew.
 *
 * <p>POSIX gives up all locks that a process has on a file as soon as it closes any channel to it. So a process opens a
 * file only when it does not hold it already, which {@link #HELD} tells.
 */
public final class OwnerLock implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final long POLL_MILLIS = 100;

    /** How often a file, or its directory, may be gone again by the time it is used. */
    private static final int TRIES = 20;

    private final Path real;
    private final FileChannel channel;

    private OwnerLock(Path real, FileChannel channel) {
        this.real = real;
        this.channel = channel;
    }

    /**
     * Takes the file, which is made together with its directory where it is missing.
     *
     * @return empty where another owner has it
     * @throws UncheckedIOException if it cannot be made or locked
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
     * Takes the file.
     *
     * @param held the message where another owner has it: one line with place and remedy
     * @throws UserException with that message
     * @throws UncheckedIOException if it cannot be made or locked
     */
    public static OwnerLock take(Path file, String held) {
        return tryTake(file).orElseThrow(() -> new UserException(held));
    }

    /**
     * Takes the file, as soon as no other owner has it.
     *
     * @param waiting is run once, before a wait
     * @throws UserException if the thread is interrupted
     * @throws UncheckedIOException if it cannot be made or locked
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

    /** Closing again has no effect. */
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
     * Gives the lock up and deletes its file, so that the directory can be deleted.
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

    /** Empty where another process has the lock. */
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

    /** An owner that was killed between the byte and the deletion left the file under its name. */
    private static void deleteRetired(Path file) throws IOException {
        if (Files.exists(file) && Files.size(file) > 0) {
            Files.deleteIfExists(file);
        }
    }
}
