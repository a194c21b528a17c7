package dev.hskstream.producer.audit;

/**
 * Aggregates the findings of an audit. The first wrong sample is the one with the lowest index, in whatever order the
 * findings are added.
 */
final class Tally {
    private int samples;
    private int wrong;
    private long first = Long.MAX_VALUE;
    private String firstWrong = "";
    private double difference;
    private double allowed;
    private double logits;

    void add(long sample, Finding finding) {
        samples++;
        if (finding.wrong() != null) {
            wrong++;
            if (sample < first) {
                first = sample;
                firstWrong = "sample " + sample + ", " + finding.wrong();
            }
        }
        if (finding.difference() > difference) {
            difference = finding.difference();
            allowed = finding.allowed();
        }
        logits = Math.max(logits, finding.logits());
    }

    AuditReport report(Tolerance noise, double seconds) {
        return new AuditReport(samples, wrong, firstWrong, difference, allowed, logits, noise.ofNumbers(), seconds);
    }
}
