package dev.hskstream.monitor.training;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a run is, and why that is said.
 *
 * @param reason one sentence
 */
public record RunCondition(Kind kind, String reason) {
    /** Silence for this long is remarkable: trainings report every 5 seconds, except while they evaluate. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What can be said of a run. */
    public enum Kind {
        /** It reported a moment ago. */
        RUNNING,
        /** It does not report, although it could, and everything that was reported has been read. */
        SILENT,
        /** Nothing can be said: Kafka does not answer. */
        BROKER_AWAY,
        /** Nothing can be said: the monitor has not read, or not listened for, long enough. */
        MONITOR_BEHIND,
        /** It has ended, with the certificate of its epochs. */
        FINISHED,
        /** It says that it has ended, without a certificate. */
        UNCERTIFIED,
        /** It has ended with an error. */
        FAILED
    }

    /**
     * How far the monitor has heard what trainings reported.
     *
     * @param readTo everything that was reported until then has been read and counted; empty if that was never so
     * @param answeringSince since when Kafka has answered without interruption, as far as the monitor knows; empty if it
     *     does not answer now. Trainings keep their events while it does not, so silence in that time means nothing
     */
    public record Hearing(Optional<Instant> readTo, Optional<Instant> answeringSince) {}

    /**
     * Judges a run.
     *
     * @param state what its last event reported
     * @param epochs the certificate in that event
     * @param heard when that event was written
     */
    public static RunCondition of(
            RunState state, List<RunSummary.Epoch> epochs, Instant heard, Instant now, Hearing hearing) {
        return switch (state) {
            case FINISHED ->
                epochs.isEmpty()
                        ? new RunCondition(Kind.UNCERTIFIED, "it reported its end without the certificate of any epoch")
                        : new RunCondition(Kind.FINISHED, "every epoch used every sample once");
            case FAILED -> new RunCondition(Kind.FAILED, "it reported a failure");
            case STARTED, PROGRESS, EVALUATED -> unfinished(heard, now, hearing);
        };
    }

    private static RunCondition unfinished(Instant heard, Instant now, Hearing hearing) {
        if (isShort(heard, now)) {
            return new RunCondition(Kind.RUNNING, "it reported " + seconds(heard, now) + " ago");
        }
        if (hearing.answeringSince().isEmpty()) {
            return new RunCondition(
                    Kind.BROKER_AWAY, "Kafka does not answer; the run last reported " + seconds(heard, now) + " ago");
        }
        Instant listening = later(heard, hearing.answeringSince().get());
        Instant readTo = hearing.readTo().orElse(Instant.EPOCH);
        if (!isShort(listening, readTo)) {
            return new RunCondition(Kind.SILENT, "it last reported " + seconds(heard, now) + " ago");
        }
        return new RunCondition(Kind.MONITOR_BEHIND, behind(listening, readTo, now));
    }

    private static String behind(Instant listening, Instant readTo, Instant now) {
        return isShort(listening, now)
                ? "the monitor has listened for " + seconds(listening, now) + " only"
                : "the monitor has not yet read what trainings reported in the last "
                        + seconds(later(listening, readTo), now);
    }

    private static boolean isShort(Instant from, Instant to) {
        return Duration.between(from, to).compareTo(PATIENCE) <= 0;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds()) + " s";
    }
}
