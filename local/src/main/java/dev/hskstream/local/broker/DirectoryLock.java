package dev.hskstream.local.broker;

import dev.hskstream.base.file.OwnerLock;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Locks the directory of an embedded broker or registry, so that only one process uses it. */
public final class DirectoryLock {
    private DirectoryLock() {}

    /**
     * Creates the directory if it is missing and locks a file in it.
     *
     * @throws BrokerException if another owner holds the lock, or the file cannot be written
     */
    public static OwnerLock take(Path dir, String file) {
        try {
            return OwnerLock.tryTake(dir.resolve(file))
                    .orElseThrow(() -> new BrokerException(
                            dir + " is in use by another broker; stop it or choose another --dir", null));
        } catch (UncheckedIOException e) {
            throw new BrokerException(dir + " cannot be written (" + e.getCause() + "); choose another --dir", e);
        }
    }
}
