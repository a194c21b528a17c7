package dev.hskstream.monitor.view;

import dev.hskstream.monitor.lag.Amount;
import dev.hskstream.monitor.lag.ReaderLag;
import dev.hskstream.monitor.lag.SetLag;
import dev.hskstream.monitor.lag.Verdict;
import dev.hskstream.monitor.training.RunCondition;
import dev.hskstream.monitor.training.RunSummary;
import dev.hskstream.monitor.watch.Snapshot;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work: producing a set, or one student's run.
 *
 * @param set the set
 * @param student the student; null if it is the teacher's work
 * @param condition {@code running}, {@code stuck} (it should go on, and does not), {@code waiting} (for somebody to start
 *     the next step), {@code unknown}, {@code done} or {@code failed}
 * @param reason why that is said, or why it failed
 * @param done samples done so far; null if not known
 * @param total samples in all; null if not known
 * @param secondsLeft estimated time to the end; null if not known
 * @param samplesPerSecond of a student, as it reported last; null if not known
 * @param bottleneck what limits it
 * @param bottleneckReason why this is said
 * @param reported when a student reported last; null of a teacher
 */
public record Work(
        String set,
        @Nullable String student,
        String condition,
        String reason,
        @Nullable Long done,
        @Nullable Long total,
        @Nullable Long secondsLeft,
        @Nullable Double samplesPerSecond,
        String bottleneck,
        String bottleneckReason,
        @Nullable String reported) {

    /** The teacher's work on a set; empty if the set is sealed. */
    static Optional<Work> teacher(SetLag set) {
        ReaderLag teacher = set.teacher();
        String state = set.state().orElse("");
        if (state.equals("COMPLETE")) {
            return Optional.empty();
        }
        Condition condition = teacherCondition(state, teacher);
        OptionalLong left = teacher.samplesLeft().asLong();
        Long total = boxed(set.samples());
        Long done = left.isPresent() && total != null ? (Long) Math.max(0, total - left.getAsLong()) : null;
        return Optional.of(of(set.set(), null, condition, done, total, teacher, null, null));
    }

    private static Condition teacherCondition(String state, ReaderLag teacher) {
        Verdict verdict = teacher.verdict();
        if (teacher.samplesLeft() instanceof Amount.Unknown unknown) {
            return new Condition("unknown", unknown.reason());
        }
        if (verdict.bottleneck() == Verdict.Bottleneck.NOTHING) {
            return new Condition("waiting", verdict.reason());
        }
        if (verdict.idle()) {
            return new Condition(state.equals("LOADED") ? "waiting" : "stuck", verdict.reason());
        }
        return new Condition(
                verdict.bottleneck() == Verdict.Bottleneck.UNKNOWN ? "unknown" : "running", verdict.reason());
    }

    /** A student's run. */
    static Work student(SetLag set, ReaderLag lag, @Nullable RunSummary run, Snapshot snapshot, Instant now) {
        String name = lag.student().orElseThrow();
        Long left = boxed(lag.samplesLeft());
        if (run == null) {
            Condition condition = new Condition("unknown", lag.verdict().reason());
            return of(set.set(), name, condition, null, null, lag, null, null);
        }
        Long total = left == null ? null : (Long) (run.samples() + left);
        Double rate =
                lag.run().map(report -> Json.finite(report.samplesPerSecond())).orElse(null);
        Condition condition = studentCondition(run, snapshot, now);
        String reported = run.reported().toString();
        return of(set.set(), name, condition, run.samples(), total, lag, rate, reported);
    }

    private static Condition studentCondition(RunSummary run, Snapshot snapshot, Instant now) {
        Optional<Instant> readTo = snapshot.seen().map(seen -> seen.lag().at());
        RunCondition found = run.condition(now, new RunCondition.Hearing(readTo, snapshot.answeringSince()));
        String condition =
                switch (found.kind()) {
                    case RUNNING -> "running";
                    case SILENT -> "stuck";
                    case BROKER_AWAY, MONITOR_BEHIND -> "unknown";
                    case FINISHED, UNCERTIFIED -> "done";
                    case FAILED -> "failed";
                };
        return new Condition(condition, run.message().orElse(found.reason()));
    }

    private record Condition(String word, String reason) {}

    private static Work of(
            String set,
            @Nullable String student,
            Condition condition,
            @Nullable Long done,
            @Nullable Long total,
            ReaderLag lag,
            @Nullable Double rate,
            @Nullable String reported) {
        return new Work(
                set,
                student,
                condition.word(),
                condition.reason(),
                done,
                total,
                boxed(lag.secondsLeft()),
                rate,
                lag.verdict().bottleneck().name().toLowerCase(Locale.ROOT),
                lag.verdict().reason(),
                reported);
    }

    private static @Nullable Long boxed(Amount amount) {
        OptionalLong value = amount.asLong();
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }
}
