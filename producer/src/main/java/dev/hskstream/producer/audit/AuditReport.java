package dev.hskstream.producer.audit;

/**
 * The result of an audit.
 *
 * @param samples number of samples that were audited
 * @param wrong number of audited samples that differ from what the teacher computes
 * @param firstWrong the wrong sample with the lowest index, and what differs; empty if none is wrong
 * @param largestDifference largest absolute difference between a stored and a recomputed hidden state
 * @param allowedThere maximum error of the value encoding at the place of that difference
 * @param largestLogitDifference largest absolute difference between a stored and a recomputed logit
 * @param tolerance numerical noise that is allowed in addition, given the set's precision, for a number of size 1
 * @param seconds duration of the audit
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
