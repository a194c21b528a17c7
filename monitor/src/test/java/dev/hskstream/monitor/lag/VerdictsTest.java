package dev.hskstream.monitor.lag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.monitor.lag.Verdict.Bottleneck;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each row of the tables in docs/monitoring.md. */
class VerdictsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);
    private static final Amount NONE = Amount.unknown("none");

    @ParameterizedTest
    @CsvSource({
        // state, seconds ago, step, replay, wait share, samples that the teacher has left, verdict
        "FINISHED,  999, 9, copy,   0.9,   0, NOTHING",
        "FAILED,    999, 5, kafka,  0.9,   0, NOTHING",
        "PROGRESS,   61, 5, copy,   0.0,   0, UNKNOWN",
        "STARTED,     1, 0, copy,   0.0,   0, UNKNOWN",
        "PROGRESS,   60, 5, copy,   0.09,  0, DEVICE",
        "EVALUATED,   1, 5, follow, 0.05, 90, DEVICE",
        "PROGRESS,    1, 5, kafka,  0.1,   0, KAFKA",
        "PROGRESS,    1, 5, copy,   0.5,   0, DECODING",
        "PROGRESS,    1, 5, follow, 0.5,  90, TEACHER",
        "PROGRESS,    1, 5, follow, 0.5,   0, DECODING",
        "PROGRESS,    1, 5, '',     0.5,   0, UNKNOWN",
    })
    void judgesAStudent(String state, long ago, long step, String replay, double wait, long left, Bottleneck expected) {
        RunReport run = new RunReport(state, NOW.minusSeconds(ago), step, 9, 8 * step, 72, replay, 100, wait, 1, null);

        Verdict verdict = Verdicts.student(set("PRODUCING", Amount.known(left)), reader(NONE, Optional.of(run)), NOW);

        assertThat(verdict.bottleneck()).isEqualTo(expected);
    }

    @Test
    void doesNotJudgeAStudentWithoutAReport() {
        Verdict verdict = Verdicts.student(set("COMPLETE", Amount.known(0)), reader(NONE, Optional.empty()), NOW);

        assertThat(verdict).isEqualTo(new Verdict(Bottleneck.UNKNOWN, "none"));
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE,   0, 0, false, NOTHING, the set is sealed",
        "PRODUCING,  0, 1, false, NOTHING, all knowledge is there; run hsk seal",
        "LOADED,    90, 0, false, TEACHER, no worker runs; start hsk produce",
        "PRODUCING, 90, 2, true,  KAFKA,   the workers' group is rebalancing",
        "PRODUCING, 90, 2, false, TEACHER, 2 workers run; no time",
    })
    void judgesATeacher(String state, long left, long workers, boolean rebalancing, Bottleneck expected, String why) {
        Verdict verdict =
                Verdicts.teacher(set(state, Amount.known(left)), new Workers(Amount.known(workers), rebalancing));

        assertThat(verdict).isEqualTo(new Verdict(expected, why));
    }

    @Test
    void doesNotJudgeATeacherWhoseOffsetsAreHidden() {
        Verdict verdict = Verdicts.teacher(set("PRODUCING", Amount.unknown("hidden")), Workers.NONE);

        assertThat(verdict).isEqualTo(new Verdict(Bottleneck.UNKNOWN, "hidden"));
    }

    private static SetLag set(String state, Amount left) {
        return new SetLag("s", Optional.of(state), Amount.known(100), reader(left, Optional.empty()), List.of());
    }

    private static ReaderLag reader(Amount left, Optional<RunReport> run) {
        Amount seconds = Amount.unknown("no time");
        return new ReaderLag(
                "g", "t", Optional.empty(), run, List.of(), left, NONE, NONE, NONE, seconds, Verdict.PENDING);
    }
}
