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
 * @param tolerance what the precision of the set's teacher allows beyond that, for a number of size 1
 * @param seconds that the audit took
 */
public record AuditReport(
        int samples,
        int wrong,
        String firstWrong,
        double largestDifference,
        double allowedThere,
        double largestLogitDifference,
        double tolerance,
        double seconds) {}
