package dev.hskstream.integration;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for a condition that another process brings about. */
final class Poll {
    private Poll() {}

    /** Returns when the condition holds; fails if that takes longer than the limit. */
    static void until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(what + ": not within " + limit);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
