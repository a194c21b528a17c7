package dev.hskstream.cli.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads an output stream of a process on a separate thread, so that the process never blocks on a full pipe. */
final class OutputPump implements AutoCloseable {
    private static final int KEPT = 64 * 1024 * 1024;

    private final InputStream in;
    private final OutputStream shown;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();

    private OutputPump(InputStream in, OutputStream shown) {
        this.in = in;
        this.shown = shown;
        Thread thread = new Thread(this::empty, "output-pump");
        thread.setDaemon(true);
        thread.start();
    }

    /** Collects the output. */
    static OutputPump collecting(InputStream in) {
        return new OutputPump(in, OutputStream.nullOutputStream());
    }

    /** Collects the output and shows it immediately. */
    static OutputPump showing(InputStream in, OutputStream shown) {
        return new OutputPump(in, shown);
    }

    /** Waits for the end of the output and returns it. */
    String finish() throws IOException {
        try {
            emptied.join();
        } catch (CompletionException e) {
            throw new IOException("a child's output could not be read: " + e.getCause(), e);
        }
        return kept.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void empty() {
        byte[] bytes = new byte[8192];
        try {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                shown.write(bytes, 0, read);
                shown.flush();
                if (kept.size() < KEPT) {
                    kept.write(bytes, 0, read);
                }
            }
            emptied.complete(null);
        } catch (IOException e) {
            emptied.completeExceptionally(new UncheckedIOException(e));
        }
    }
}
