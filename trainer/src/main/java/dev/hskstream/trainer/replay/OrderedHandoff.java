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
 * Hands what one thread reads to another, in order, so that reading goes on meanwhile. Things go in parcels, of which a
 * few wait at most. After the first error nothing more is taken; whoever hands over next is told.
 *
 * @param <T> what is handed over
 */
final class OrderedHandoff<T> implements AutoCloseable {
    private static final int PARCEL_BYTES = 512 << 10;
    private static final int PARCEL_THINGS = 256;
    private static final int WAITING = 4;

    private final Consumer<T> taker;
    private final ExecutorService thread;
    private final Deque<Future<?>> parcels = new ArrayDeque<>();
    private List<T> parcel = new ArrayList<>();
    private int bytes;
    private volatile boolean stopped;

    /**
     * Starts the other thread.
     *
     * @param name of that thread
     * @param taker is called from it
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
     * Hands over one thing; waits while too much waits.
     *
     * @param size in bytes
     */
    void add(T thing, int size) {
        parcel.add(thing);
        bytes += size;
        if (bytes >= PARCEL_BYTES || parcel.size() >= PARCEL_THINGS) {
            send();
        }
    }

    /** Waits until all was taken. */
    void finish() {
        send();
        while (!parcels.isEmpty()) {
            await(parcels.removeFirst());
        }
    }

    /** What was not taken by now never is; when this returns, the taker has returned. */
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
        List<T> sent = parcel;
        parcel = new ArrayList<>();
        bytes = 0;
        parcels.add(thread.submit(() -> take(sent)));
        if (parcels.size() > WAITING) {
            await(parcels.removeFirst());
        }
    }

    private void take(List<T> things) {
        for (T thing : things) {
            if (stopped) {
                return;
            }
            try {
                taker.accept(thing);
            } catch (RuntimeException | Error e) {
                stopped = true;
                throw e;
            }
        }
    }

    private static void await(Future<?> parcel) {
        try {
            parcel.get();
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
