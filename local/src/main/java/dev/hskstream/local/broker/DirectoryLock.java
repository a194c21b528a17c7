package dev.hskstream.local.broker;

import dev.hskstream.base.file.OwnerLock;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** One owner per directory of a broker or a registry. */
public final class DirectoryLock {
    private DirectoryLock() {}

    /**
     * Makes the directory where it is missing and locks a file in it.
     *
     * @throws BrokerException if another owner holds it, or it cannot be written
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
