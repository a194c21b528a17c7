package dev.hskstream.trainer.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Adds up where a training's time goes. Not thread-safe. */
public final class StopWatch {
    private final Map<String, Long> nanos = new LinkedHashMap<>();

    /** Runs the work and counts its time under {@code what}. */
    public <T> T measure(String what, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos.merge(what, System.nanoTime() - start, Long::sum);
        }
    }

    /** Seconds counted under {@code what}. */
    public double seconds(String what) {
        return nanos.getOrDefault(what, 0L) / 1e9;
    }

    /** Seconds by name, in the order first counted. */
    public Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        nanos.forEach((what, time) -> seconds.put(what, time / 1e9));
        return seconds;
    }
}
