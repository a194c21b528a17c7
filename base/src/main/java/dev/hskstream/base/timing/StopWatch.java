package dev.hskstream.base.timing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Sums up the time that a job spends on each activity. Thread-safe. */
public final class StopWatch {
    private final Map<String, Long> nanos = new LinkedHashMap<>();

    /** Runs the work and adds its duration to {@code what}. */
    public <T> T measure(String what, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(what, System.nanoTime() - start);
        }
    }

    /** Runs work without a result and adds its duration to {@code what}. */
    public void spend(String what, Runnable work) {
        long start = System.nanoTime();
        try {
            work.run();
        } finally {
            add(what, System.nanoTime() - start);
        }
    }

    /** Total seconds of {@code what} so far. */
    public synchronized double seconds(String what) {
        return nanos.getOrDefault(what, 0L) / 1e9;
    }

    /** Total seconds by activity, in the order of their first measurement. */
    public synchronized Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        nanos.forEach((what, time) -> seconds.put(what, time / 1e9));
        return seconds;
    }

    private synchronized void add(String what, long time) {
        nanos.merge(what, time, Long::sum);
    }
}
