package dev.hskstream.producer.audit;

/** What the findings of an audit add up to. The first wrong sample is that of the lowest index, in whatever order they come. */
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
