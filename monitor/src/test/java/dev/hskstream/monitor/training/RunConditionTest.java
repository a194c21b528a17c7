package dev.hskstream.monitor.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.monitor.training.RunCondition.Hearing;
import dev.hskstream.monitor.training.RunCondition.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seconds are counted from the first event; the patience is 30 s. */
class RunConditionTest {
    private static final List<RunSummary.Epoch> CERTIFICATE = List.of(new RunSummary.Epoch(0, "hidden", 8, "00"));

    @ParameterizedTest(name = "{5}: heard {0}, now {1}, read to {2}, answering since {3}: {4}")
    @CsvSource({
        // heard, now, readTo, answeringSince, expected, script
        "100, 104, 103, 0, RUNNING, an event every five seconds",
        "100, 130, 129, 0, RUNNING, the patience is not over",
        "100, 131, 131, 0, SILENT, the run was killed",
        "100, 9999, 9998, 0, SILENT, and is not started again",
        "100, 140, 110, , BROKER_AWAY, Kafka stopped shortly after the last event",
        "100, 120, 110, , RUNNING, Kafka stopped but the last event is recent",
        "100, 200, 199, 190, MONITOR_BEHIND, Kafka answers again and the trainer may still hold its events",
        "100, 221, 221, 190, SILENT, Kafka has answered for long enough and the run still says nothing",
        "100, 500, 120, 0, MONITOR_BEHIND, the monitor has not read what was reported since",
        "100, 500, 131, 0, SILENT, it had read enough before it fell behind",
        "100, 500, , 0, MONITOR_BEHIND, it has never read to the end",
        "100, 500, 499, 490, MONITOR_BEHIND, the monitor has just been started",
        "100, 500, 140, , BROKER_AWAY, Kafka went away after the silence began: it may have ended meanwhile",
        "100, 95, 94, 0, RUNNING, the broker's clock is ahead of the monitor's",
    })
    void tellsSilenceFromDeafness(
            long heard, long now, Long readTo, Long answeringSince, Kind expected, String script) {
        Hearing hearing = new Hearing(instant(readTo), instant(answeringSince));

        RunCondition condition = RunCondition.of(RunState.PROGRESS, List.of(), second(heard), second(now), hearing);

        assertThat(condition.kind()).as(script).isEqualTo(expected);
    }

    @Test
    void isFinishedOnlyWithItsCertificate() {
        assertThat(ended(RunState.FINISHED, CERTIFICATE)).isEqualTo(Kind.FINISHED);
        assertThat(ended(RunState.FINISHED, List.of())).isEqualTo(Kind.UNCERTIFIED);
        assertThat(ended(RunState.FAILED, List.of())).isEqualTo(Kind.FAILED);
    }

    @Test
    void saysHowLongItHasHeardNothing() {
        Hearing hearing = new Hearing(Optional.of(second(500)), Optional.of(second(0)));

        assertThat(RunCondition.of(RunState.STARTED, List.of(), second(100), second(500), hearing))
                .isEqualTo(new RunCondition(Kind.SILENT, "it last reported 400 s ago"));
    }

    /** Long after its last event, with Kafka away: an end stays an end. */
    private static Kind ended(RunState state, List<RunSummary.Epoch> epochs) {
        return RunCondition.of(state, epochs, second(0), second(9999), new Hearing(Optional.empty(), Optional.empty()))
                .kind();
    }

    private static Optional<Instant> instant(Long second) {
        return Optional.ofNullable(second).map(RunConditionTest::second);
    }

    private static Instant second(long second) {
        return Instant.ofEpochSecond(1_000_000 + second);
    }
}
