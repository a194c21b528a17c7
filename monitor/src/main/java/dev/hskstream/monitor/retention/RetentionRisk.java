package dev.hskstream.monitor.retention;

import java.util.List;

/**
 * A topic of a set from which brokers will remove records.
 *
 * @param loss when
 * @param readers who will not have read the records by then: {@code teacher}, {@code student NAME}, or {@code first
 *     student} if nobody has read the set yet; empty if only trainings that begin later will miss them
 */
public record RetentionRisk(String set, String topic, Loss loss, List<String> readers) {
    /** Copies the list. */
    public RetentionRisk {
        readers = List.copyOf(readers);
    }
}
