package dev.hskstream.kafka.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Has the disk take a file while it is still being written, so that the last force finds little left. Not thread-safe. */
final class Writeback {
    private static final long STRIDE = 32L << 20;

    private final FileChannel channel;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private long waiting;

    Writeback(FileChannel channel) {
        this.channel = channel;
    }

    /** That many bytes more were written. */
    void written(long bytes) throws IOException {
        waiting += bytes;
        if (waiting >= STRIDE && running.isDone()) {
            end();
            waiting = 0;
            running = CompletableFuture.runAsync(this::force);
        }
    }

    /** Waits for what runs; an error of the disk is told once, and to whoever forces first. */
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
