package dev.hskstream.kafka.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Forces parts of a file to disk while it is still being written, so that the final force has little left to do. Not
 * thread-safe.
 */
final class Writeback {
    private static final long STRIDE = 32L << 20;

    private final FileChannel channel;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private long waiting;

    Writeback(FileChannel channel) {
        this.channel = channel;
    }

    /** Reports that more bytes were written. */
    void written(long bytes) throws IOException {
        waiting += bytes;
        if (waiting >= STRIDE && running.isDone()) {
            end();
            waiting = 0;
            running = CompletableFuture.runAsync(this::force);
        }
    }

    /**
     * Waits for a running force. Reports its failure, because the operating system reports a disk error only to the
     * first force.
     */
    void end() throws IOException {
        try {
            running.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failed) {
                throw Objects.requireNonNull(failed.getCause());
            }
            throw e;
        }
    }

    private void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
