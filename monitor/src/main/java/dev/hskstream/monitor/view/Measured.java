package dev.hskstream.monitor.view;

import dev.hskstream.monitor.watch.Seen;
import dev.hskstream.monitor.watch.Snapshot;
import dev.hskstream.monitor.watch.Watch;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the numbers of an answer were measured.
 *
 * @param snapshot number of the snapshot
 * @param now the monitor's clock, ISO 8601; ages are counted from it
 * @param at when the numbers were measured; null if that has never succeeded
 * @param ageMillis {@code now} minus {@code at}
 * @param tookMillis how long measuring took
 * @param intervalMillis time between two measurements
 * @param lookingMillis how long the measurement has taken that is under way; null if none is
 * @param problem why the last measurement failed; null if it succeeded
 * @param partial what could not be measured, one line each
 */
public record Measured(
        long snapshot,
        String now,
        @Nullable String at,
        @Nullable Long ageMillis,
        @Nullable Long tookMillis,
        long intervalMillis,
        @Nullable Long lookingMillis,
        @Nullable String problem,
        List<String> partial) {

    /** What is to say of the watch's snapshot. */
    public static Measured of(Watch watch, Snapshot snapshot, Instant now) {
        Seen seen = snapshot.seen().orElse(null);
        Long looking = watch.lookingSince().map(since -> millis(since, now)).orElse(null);
        if (seen == null) {
            return new Measured(
                    snapshot.number(),
                    now.toString(),
                    null,
                    null,
                    null,
                    watch.interval().toMillis(),
                    looking,
                    snapshot.problem().orElse(null),
                    List.of());
        }
        return new Measured(
                snapshot.number(),
                now.toString(),
                seen.lag().at().toString(),
                millis(seen.lag().at(), now),
                seen.lag().took().toMillis(),
                watch.interval().toMillis(),
                looking,
                snapshot.problem().orElse(null),
                seen.lag().problems());
    }

    private static long millis(Instant from, Instant to) {
        return Math.max(0, to.toEpochMilli() - from.toEpochMilli());
    }
}
