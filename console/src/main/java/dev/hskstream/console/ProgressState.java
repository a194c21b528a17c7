package dev.hskstream.console;

import java.time.Duration;

/**
 * Where a piece of work stands.
 *
 * @param what what is being done, such as {@code produce}
 * @param skipped units that were done before this process started; they count as done, not for the rate
 * @param done units done, the skipped ones included
 * @param total units in all; 0 if that is not known
 * @param unit what is counted, in the plural, such as {@code samples}
 * @param elapsed time since the start
 * @param note something to say beside it, such as {@code loss 0.41}; may be empty
 */
record ProgressState(String what, long skipped, long done, long total, String unit, Duration elapsed, String note) {

    /** Units per second; 0 before any time has passed. */
    double rate() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds <= 0 ? 0 : (done - skipped) / seconds;
    }

    /** Share that is done, from 0 to 1; 0 if the total is not known. */
    double share() {
        return total <= 0 ? 0 : Math.min(1, (double) done / total);
    }

    boolean complete() {
        return total > 0 && done >= total;
    }

    /** Time left at the rate so far; zero if that cannot be said. */
    Duration left() {
        double rate = rate();
        return rate <= 0 || total <= 0 ? Duration.ZERO : Duration.ofMillis((long) ((total - done) / rate * 1000));
    }
}
