package dev.hskstream.monitor.lag;

import dev.hskstream.schemas.avro.TrainingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last thing a student's run said about itself.
 *
 * @param state {@code STARTED}, {@code PROGRESS}, {@code EVALUATED}, {@code FINISHED} or {@code FAILED}
 * @param time when it said so, by its own clock
 * @param samplesPlanned samples of all epochs; 0 if a run of an earlier version did not say
 * @param replay {@code copy}, {@code kafka} or {@code follow}; empty if a run of an earlier version did not say
 * @param waitShare share of its time that it waited for data
 * @param secondsLeft its own estimate of the time to its end
 * @param failure why it failed; null if it did not
 */
public record RunReport(
        String state,
        Instant time,
        long step,
        long steps,
        long samples,
        long samplesPlanned,
        String replay,
        double samplesPerSecond,
        double waitShare,
        double secondsLeft,
        @Nullable String failure) {

    static RunReport of(TrainingEvent event) {
        return new RunReport(
                event.getState(),
                event.getTime(),
                event.getStep(),
                event.getSteps(),
                event.getSamples(),
                event.getSamplesPlanned(),
                event.getReplay(),
                event.getSamplesPerSecond(),
                event.getWaitShare(),
                event.getSecondsLeft(),
                event.getMessage());
    }

    /** Whether the run has ended, successfully or not. */
    public boolean ended() {
        return finished() || state.equals("FAILED");
    }

    /** Whether the run has ended successfully. */
    public boolean finished() {
        return state.equals("FINISHED");
    }
}
