package dev.hskstream.base.timing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Adds up where a job's time goes. Safe for use by several threads. */
public final class StopWatch {
    private final Map<String, Long> nanos = new LinkedHashMap<>();

    /** Runs the work and counts its time under {@code what}. */
    public <T> T measure(String what, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            add(what, System.nanoTime() - start);
        }
    }

    /** As {@link #measure}, for work that gives nothing. */
    public void spend(String what, Runnable work) {
        long start = System.nanoTime();
        try {
            work.run();
        } finally {
            add(what, System.nanoTime() - start);
        }
    }

    /** Seconds counted under {@code what}. */
    public synchronized double seconds(String what) {
        return nanos.getOrDefault(what, 0L) / 1e9;
    }

    /** Seconds by name, in the order first counted. */
    public synchronized Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        nanos.forEach((what, time) -> seconds.put(what, time / 1e9));
        return seconds;
    }

    private synchronized void add(String what, long time) {
        nanos.merge(what, time, Long::sum);
    }
}
