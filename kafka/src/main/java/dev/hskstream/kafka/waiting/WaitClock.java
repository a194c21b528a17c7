package dev.hskstream.kafka.waiting;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/** The clock of a wait: the system's, or a test's own. */
public interface WaitClock {
    /** The system clock. */
    WaitClock SYSTEM = new WaitClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration duration) {
            try {
                TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    };

    /** Nanoseconds since an arbitrary moment, as {@link System#nanoTime}. */
    long nanos();

    /** Sleeps for this time. Throws an {@link InterruptException} if the thread is interrupted. */
    void pause(Duration duration);
}
