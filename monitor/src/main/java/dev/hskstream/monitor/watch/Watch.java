package dev.hskstream.monitor.watch;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.schemas.registry.RegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at Kafka on one thread, again and again, and keeps the latest snapshot. A failed attempt keeps what was seen
 * before, which grows old, and is repeated like any other. Thread-safe.
 */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Source source;
    private final Duration interval;
    private final Clock clock;
    private final Thread thread = new Thread(this::watch, "hsk-watch");
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Snapshot latest = Snapshot.NONE;
    private Optional<Instant> lookingSince = Optional.empty();
    private boolean closed;

    /** Where a watch looks. It is used by one thread. */
    public interface Source extends AutoCloseable {
        /**
         * Looks now.
         *
         * @throws UserException if Kafka or the registry fails
         */
        Seen look();

        @Override
        void close();
    }

    private Watch(Source source, Duration interval, Clock clock) {
        this.source = source;
        this.interval = interval;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /**
     * Starts to watch.
     *
     * @param source is closed with the watch
     * @param interval time between the end of one look and the beginning of the next
     */
    public static Watch start(Source source, Duration interval, Clock clock) {
        Watch watch = new Watch(source, interval, clock);
        watch.thread.start();
        return watch;
    }

    /** The latest snapshot. Never waits for Kafka. */
    public Snapshot latest() {
        lock.lock();
        try {
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** When the attempt that is under way began; empty between two. */
    public Optional<Instant> lookingSince() {
        lock.lock();
        try {
            return lookingSince;
        } finally {
            lock.unlock();
        }
    }

    /** The time between two looks. */
    public Duration interval() {
        return interval;
    }

    /** Returns the latest snapshot as soon as it has another number, or when the limit is over, or this is closed. */
    public Snapshot next(long number, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (latest.number() == number && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** Whether this has been closed. */
    public boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        try (source) {
            repeat();
        }
    }

    private void repeat() {
        try {
            while (!closed()) {
                publish(look());
                pause();
            }
        } catch (InterruptedException | InterruptException e) {
            // Only close interrupts this thread, and only while it looks.
        } finally {
            // Kafka's clients log an error if a thread closes them that is still marked as interrupted.
            boolean unused = Thread.interrupted();
        }
    }

    private Snapshot look() {
        Instant began = clock.instant();
        began(began);
        try {
            return latest().after(source.look(), began);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return latest().afterFailure(KafkaExplanation.of(e));
        } catch (UserException e) {
            String reason = String.valueOf(e.getMessage());
            return KafkaErrors.causedBy(e, RegistryException.class)
                    ? latest().afterRegistryFailure(reason)
                    : latest().afterFailure(reason);
        } catch (RuntimeException e) {
            LOG.error("measuring failed", e);
            return latest().afterFailure("this is an error of the monitor, whose log says more: " + e);
        }
    }

    private void began(Instant time) {
        lock.lock();
        try {
            lookingSince = Optional.of(time);
        } finally {
            lock.unlock();
        }
    }

    private void publish(Snapshot snapshot) {
        lock.lock();
        try {
            latest = snapshot;
            lookingSince = Optional.empty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void pause() throws InterruptedException {
        long left = interval.toNanos();
        lock.lock();
        try {
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops watching, and interrupts an attempt that is under way. Waits a few seconds for its end. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            if (lookingSince.isPresent()) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
