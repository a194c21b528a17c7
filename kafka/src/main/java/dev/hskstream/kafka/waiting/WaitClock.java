package dev.hskstream.kafka.waiting;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/** The time that a wait takes: the machine's, or a test's own. */
public interface WaitClock {
    /** The machine's. */
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

    /** Nanoseconds since some moment, as {@link System#nanoTime}. */
    long nanos();

    /** Returns after so long; throws {@link InterruptException} if the thread is interrupted. */
    void pause(Duration duration);
}
