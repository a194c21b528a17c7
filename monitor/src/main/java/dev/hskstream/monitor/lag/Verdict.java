package dev.hskstream.monitor.lag;

/**
 * What limits a set's teacher or a student's run at the moment; docs/monitoring.md states the rules.
 *
 * @param bottleneck what limits it
 * @param reason why this is so, as part of a sentence
 */
public record Verdict(Bottleneck bottleneck, String reason) {
    static final Verdict NO_WORKER = new Verdict(Bottleneck.TEACHER, "no worker runs; start hsk produce");
    static final Verdict NO_DERIVER = new Verdict(Bottleneck.TEACHER, "no worker runs; start hsk derive");

    static final Verdict PENDING = new Verdict(Bottleneck.UNKNOWN, "it is not examined yet");

    /** What can limit a teacher or a run. */
    public enum Bottleneck {
        /** The teacher does not produce knowledge as fast as it is read, or does not run. */
        TEACHER,
        /** Records are not read from Kafka, or not committed to it, as fast as they could be used. */
        KAFKA,
        /** Records that are there are not decoded as fast as the training could use them. */
        DECODING,
        /** The training computes nearly all the time. */
        DEVICE,
        /** Nothing is left to do, or the run has ended. */
        NOTHING,
        /** It cannot be known. */
        UNKNOWN
    }

    /** Whether samples are left and nobody works on them. */
    public boolean idle() {
        return equals(NO_WORKER) || equals(NO_DERIVER);
    }
}
