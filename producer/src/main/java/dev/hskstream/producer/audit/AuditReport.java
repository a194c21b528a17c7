package dev.hskstream.producer.audit;

/**
 * What an audit came to.
 *
 * @param samples audited
 * @param wrong of them
 * @param firstWrong which was the first, and how; empty if none
 * @param largestDifference between a stored and a fresh hidden state
 * @param allowedThere what the encoding allows at that place
 * @param largestLogitDifference between a stored and a fresh logit
 * @param seconds that the audit took
 */
public record AuditReport(
        int samples,
        int wrong,
        String firstWrong,
        double largestDifference,
        double allowedThere,
        double largestLogitDifference,
        double seconds) {
    /** Beyond what an encoding allows: the summation order of a batch is another. */
    public static final double NOISE = Noise.TOLERANCE;
}
