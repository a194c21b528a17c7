package dev.hskstream.trainer.replay;

import dev.hskstream.base.UserException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Passes items from the reading thread to another thread, in order, so that reading and processing overlap. Items are
 * passed in chunks, of which at most {@value #WAITING} are queued. After the first error no further item is processed,
 * and the error is thrown in the reading thread at its next call.
 *
 * @param <T> type of the items
 */
final class OrderedHandoff<T> implements AutoCloseable {
    private static final int CHUNK_BYTES = 512 << 10;
    private static final int CHUNK_ITEMS = 256;
    private static final int WAITING = 4;

    private final Consumer<T> taker;
    private final ExecutorService thread;
    private final Deque<Future<?>> chunks = new ArrayDeque<>();
    private List<T> chunk = new ArrayList<>();
    private int bytes;
    private volatile boolean stopped;

    /**
     * Starts the processing thread.
     *
     * @param name name of that thread
     * @param taker processes an item; called on that thread
     */
    OrderedHandoff(String name, Consumer<T> taker) {
        this.taker = taker;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Passes on one item; blocks while the queue is full.
     *
     * @param item the item
     * @param size size of the item in bytes
     */
    void add(T item, int size) {
        chunk.add(item);
        bytes += size;
        if (bytes >= CHUNK_BYTES || chunk.size() >= CHUNK_ITEMS) {
            send();
        }
    }

    /** Returns when all items have been processed. */
    void finish() {
        send();
        while (!chunks.isEmpty()) {
            await(chunks.removeFirst());
        }
    }

    /** Drops the items that are still queued, and returns when the item in progress has been processed. */
    @Override
    public void close() {
        stopped = true;
        thread.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = thread.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() {
        List<T> sent = chunk;
        chunk = new ArrayList<>();
        bytes = 0;
        chunks.add(thread.submit(() -> take(sent)));
        if (chunks.size() > WAITING) {
            await(chunks.removeFirst());
        }
    }

    private void take(List<T> items) {
        for (T item : items) {
            if (stopped) {
                return;
            }
            try {
                taker.accept(item);
            } catch (RuntimeException | Error e) {
                stopped = true;
                throw e;
            }
        }
    }

    private static void await(Future<?> chunk) {
        try {
            chunk.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted while a set was read", e);
        }
    }
}
