package dev.hskstream.console;

import java.time.Duration;

/**
 * The state of a piece of work.
 *
 * @param what name of the work, such as {@code produce}
 * @param skipped units that were done before this process started; they count as done, but not for the rate
 * @param done units done, including the skipped ones
 * @param total number of units in all; 0 if not known
 * @param unit what is counted, in the plural, such as {@code samples}
 * @param elapsed time since the start
 * @param note text shown beside the count, such as {@code loss 0.41}; may be empty
 */
record ProgressState(String what, long skipped, long done, long total, String unit, Duration elapsed, String note) {

    /** Units per second; 0 if no time has passed yet. */
    double rate() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds <= 0 ? 0 : (done - skipped) / seconds;
    }

    /** The fraction that is done, from 0 to 1; 0 if the total is not known. */
    double share() {
        return total <= 0 ? 0 : Math.min(1, (double) done / total);
    }

    boolean complete() {
        return total > 0 && done >= total;
    }

    /** The time left at the current rate; zero if not known. */
    Duration left() {
        double rate = rate();
        return rate <= 0 || total <= 0 ? Duration.ZERO : Duration.ofMillis((long) ((total - done) / rate * 1000));
    }
}
