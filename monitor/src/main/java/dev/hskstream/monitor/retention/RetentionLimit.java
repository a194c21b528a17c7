package dev.hskstream.monitor.retention;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The limits beyond which brokers remove a topic's records.
 *
 * @param age how old a record may become; empty if any age
 * @param bytes how large a partition may become; empty if any size
 */
record RetentionLimit(Optional<Duration> age, OptionalLong bytes) {
    /** Reads a topic's effective properties; a negative limit is none. */
    static RetentionLimit of(Map<String, String> config) {
        OptionalLong millis = limit(config, TopicConfig.RETENTION_MS_CONFIG);
        return new RetentionLimit(
                millis.isPresent() ? Optional.of(Duration.ofMillis(millis.getAsLong())) : Optional.empty(),
                limit(config, TopicConfig.RETENTION_BYTES_CONFIG));
    }

    private static OptionalLong limit(Map<String, String> config, String property) {
        long value = Long.parseLong(config.getOrDefault(property, "-1"));
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** The limit as a topic's property states it: -1 for none. */
    long value(String property) {
        return property.equals(TopicConfig.RETENTION_MS_CONFIG)
                ? age.map(Duration::toMillis).orElse(-1L)
                : bytes.orElse(-1);
    }
}
