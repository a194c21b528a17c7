package dev.hskstream.trainer.command;

import dev.hskstream.console.Progress;
import dev.hskstream.kafka.copy.CacheListener;
import org.jspecify.annotations.Nullable;

/** Shows what a cache does. */
final class ReplayProgress implements CacheListener, AutoCloseable {
    private @Nullable Progress progress;

    @Override
    public void notice(String line) {
        System.err.println(line);
    }

    @Override
    public void begins(String what, long records) {
        close();
        progress = Progress.start(what, records, "records");
    }

    @Override
    public void advanced() {
        if (progress != null) {
            progress.advance(1);
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
        }
    }
}
