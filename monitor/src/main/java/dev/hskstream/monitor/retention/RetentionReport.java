package dev.hskstream.monitor.retention;

import java.util.List;

/**
 * What will be lost of the sets that were looked at.
 *
 * @param risks in order of sets; empty if no topic has a limit
 * @param problems what is not known, one line each
 */
public record RetentionReport(List<RetentionRisk> risks, List<String> problems) {
    /** Copies the lists. */
    public RetentionReport {
        risks = List.copyOf(risks);
        problems = List.copyOf(problems);
    }
}
