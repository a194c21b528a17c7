package dev.hskstream.monitor.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What was measured at one moment.
 *
 * @param at when the measurement began
 * @param took how long it took
 * @param sets in order of their names
 * @param problems what could not be measured at all, one line each
 */
public record Measurement(Instant at, Duration took, List<SetLag> sets, List<String> problems) {
    /** Copies the lists. */
    public Measurement {
        sets = List.copyOf(sets);
        problems = List.copyOf(problems);
    }
}
