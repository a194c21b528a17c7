package dev.hskstream.base.file;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A file that one owner at a time has, among the threads and processes of a host. The operating system releases it with
 * the process, however that ends. The file is empty and stays: a lock whose file is deleted could be held twice.
 *
 * <p>POSIX gives up all locks that a process has on a file as soon as it closes any channel to it. So a process opens a
 * file only when it does not hold it already, which {@link #HELD} tells.
 */
public final class OwnerLock implements AutoCloseable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final long POLL_MILLIS = 100;

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
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            Path real = directory.toRealPath().resolve(file.getFileName());
            if (!HELD.add(real)) {
                return Optional.empty();
            }
            return lock(file, real).map(channel -> new OwnerLock(real, channel));
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

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + real + " is not released", e);
        } finally {
            HELD.remove(real);
        }
    }

    /** Empty where another process has the lock. */
    private static Optional<FileChannel> lock(Path file, Path real) throws IOException {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
            return locked ? Optional.of(channel) : Optional.empty();
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(real);
            }
        }
    }
}
