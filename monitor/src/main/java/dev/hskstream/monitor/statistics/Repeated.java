package dev.hskstream.monitor.statistics;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Repeats a task on a thread of its own until closed. */
final class Repeated implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    /** What is repeated. It is closed by the thread that runs it, because Kafka's clients belong to one thread. */
    interface Task extends AutoCloseable {
        void run();

        @Override
        void close();
    }

    /**
     * Starts at once.
     *
     * @param pause time between two runs
     */
    Repeated(String name, Duration pause, Task task) {
        thread = new Thread(() -> repeat(pause, task), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void repeat(Duration pause, Task task) {
        try (task) {
            do {
                task.run();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits a few seconds for a run that has begun. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
