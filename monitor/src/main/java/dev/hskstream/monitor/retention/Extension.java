package dev.hskstream.monitor.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.TopicConfig;

/**
 * For how long all records of a set must stay.
 *
 * @param time from now on; empty for ever
 */
public record Extension(Optional<Duration> time) {
    private static final String FOREVER = "forever";
    private static final Pattern TEXT = Pattern.compile("([1-9]\\d{0,4})([hdw])");
    private static final long NO_LIMIT = -1;

    /**
     * Reads {@code 36h}, {@code 7d}, {@code 4w} or {@code forever}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static Extension parse(String text) {
        if (text.equals(FOREVER)) {
            return new Extension(Optional.empty());
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "use a number of hours, days or weeks such as 36h, 7d or 4w, or forever");
        }
        long number = Long.parseLong(matcher.group(1));
        return new Extension(Optional.of(
                switch (matcher.group(2)) {
                    case "h" -> Duration.ofHours(number);
                    case "d" -> Duration.ofDays(number);
                    default -> Duration.ofDays(7 * number);
                }));
    }

    /**
     * The changes to a topic's limits. A limit that is long enough stays. A size is no time, so only an extension for
     * ever changes it.
     *
     * @param oldest time of the topic's oldest record; {@code now} if it has none
     */
    List<RetentionChange> changes(String topic, RetentionLimit limit, Instant oldest, Instant now) {
        List<RetentionChange> changes = new ArrayList<>();
        long wanted = time.map(
                        duration -> Duration.between(oldest, now.plus(duration)).toMillis())
                .orElse(NO_LIMIT);
        limit.age()
                .map(Duration::toMillis)
                .filter(millis -> wanted == NO_LIMIT || millis < wanted)
                .ifPresent(millis ->
                        changes.add(new RetentionChange(topic, TopicConfig.RETENTION_MS_CONFIG, millis, wanted)));
        if (time.isEmpty() && limit.bytes().isPresent()) {
            changes.add(new RetentionChange(
                    topic, TopicConfig.RETENTION_BYTES_CONFIG, limit.bytes().getAsLong(), NO_LIMIT));
        }
        return changes;
    }
}
