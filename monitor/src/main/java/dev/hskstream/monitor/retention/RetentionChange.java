package dev.hskstream.monitor.retention;

/**
 * A limit that was extended.
 *
 * @param property {@code retention.ms} or {@code retention.bytes}
 * @param before the value before
 * @param after the value now; -1 is no limit
 */
public record RetentionChange(String topic, String property, long before, long after) {}
