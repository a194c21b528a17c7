package dev.hskstream.monitor.lag;

import dev.hskstream.monitor.lag.Verdict.Bottleneck;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The rules by which a verdict is found: pure functions, in the order in which docs/monitoring.md lists them. */
final class Verdicts {
    /** A run whose last report is older may be evaluating, stopped or cut off; what it said is out of date. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    /** A run that waits less than this share of its time would gain little from faster data. */
    static final double WAITING = 0.1;

    private Verdicts() {}

    /** What limits the teacher of a set that has samples left, or why nothing does. */
    static Verdict teacher(SetLag set, Workers workers) {
        ReaderLag teacher = set.teacher();
        if (teacher.samplesLeft() instanceof Amount.Unknown unknown) {
            return new Verdict(Bottleneck.UNKNOWN, unknown.reason());
        }
        if (teacher.samplesLeft().equals(Amount.known(0))) {
            boolean sealed = set.state().orElse("").equals("COMPLETE");
            return new Verdict(
                    Bottleneck.NOTHING, sealed ? "the set is sealed" : "all knowledge is there; run hsk seal");
        }
        if (workers.members() instanceof Amount.Unknown unknown) {
            return new Verdict(Bottleneck.UNKNOWN, unknown.reason());
        }
        long members = workers.members().asLong().orElseThrow();
        if (members == 0) {
            return set.derived() ? Verdict.NO_DERIVER : Verdict.NO_WORKER;
        }
        return workers.rebalancing()
                ? new Verdict(Bottleneck.KAFKA, "the workers' group is rebalancing")
                : new Verdict(Bottleneck.TEACHER, working(members, teacher.secondsLeft()));
    }

    private static String working(long members, Amount secondsLeft) {
        String workers = members == 1 ? "1 worker runs" : members + " workers run";
        return secondsLeft instanceof Amount.Unknown unknown ? workers + "; " + unknown.reason() : workers;
    }

    /**
     * What limits a student's run.
     *
     * @param set its set, with the teacher's lag
     */
    static Verdict student(SetLag set, ReaderLag student, Instant now) {
        if (student.run().isEmpty()) {
            return new Verdict(Bottleneck.UNKNOWN, unknownReason(student.samplesLeft()));
        }
        RunReport run = student.run().get();
        if (run.ended()) {
            return new Verdict(Bottleneck.NOTHING, run.finished() ? "the run has finished" : "the run has failed");
        }
        Duration silence = Duration.between(run.time(), now);
        if (silence.compareTo(SILENCE) > 0) {
            return new Verdict(Bottleneck.UNKNOWN, "the run has been silent for " + silence.toSeconds() + " s");
        }
        if (run.step() == 0) {
            return new Verdict(Bottleneck.UNKNOWN, "the run has not done a step yet");
        }
        String waits = String.format(Locale.ROOT, "it waits for data %.0f %% of its time", 100 * run.waitShare());
        return run.waitShare() < WAITING
                ? new Verdict(Bottleneck.DEVICE, waits)
                : waiting(run, set.teacher().samplesLeft(), waits);
    }

    private static Verdict waiting(RunReport run, Amount teacherLeft, String waits) {
        return switch (run.replay()) {
            case "kafka" -> new Verdict(Bottleneck.KAFKA, waits + " and reads Kafka in every epoch");
            case "copy" -> new Verdict(Bottleneck.DECODING, waits + " and reads a local copy");
            case "follow" ->
                teacherLeft.equals(Amount.known(0))
                        ? new Verdict(Bottleneck.DECODING, waits + " and the knowledge is there")
                        : new Verdict(Bottleneck.TEACHER, waits + " and the teacher is not done");
            default -> new Verdict(Bottleneck.UNKNOWN, waits + "; this run's version does not report where it reads");
        };
    }

    private static String unknownReason(Amount amount) {
        return amount instanceof Amount.Unknown unknown ? unknown.reason() : "there is no report of the run";
    }
}
