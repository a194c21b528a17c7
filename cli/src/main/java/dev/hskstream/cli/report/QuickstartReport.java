package dev.hskstream.cli.report;

import java.util.List;
import java.util.Map;

/**
 * All results of a quickstart; {@code report.json} contains this record.
 *
 * @param createdAt creation time in ISO 8601
 * @param task the task, such as {@code cola}
 * @param metric the metric that {@code value} refers to everywhere
 * @param teacher the fine-tuned teacher
 * @param majority the baseline of always predicting the most frequent label
 * @param students the students, and the control that learned from labels and logits but not from hidden states
 * @param set the knowledge set
 * @param seconds wall time of every stage in order, and their sum as {@code total}
 * @param peakRssBytes peak resident memory of every process
 * @param reused stages whose earlier result was reused; their figures are from that run
 * @param settings the options of this run
 * @param machine the machine it ran on
 * @param versions versions of this program and of the software it uses
 */
public record QuickstartReport(
        String createdAt,
        String task,
        String metric,
        ModelResult teacher,
        Majority majority,
        List<ModelResult> students,
        SetResult set,
        Map<String, Double> seconds,
        Map<String, Long> peakRssBytes,
        List<String> reused,
        Map<String, String> settings,
        Machine machine,
        Map<String, String> versions) {
    /** The key of the sum in {@code seconds}. */
    public static final String TOTAL = "total";

    /**
     * The baseline that every model has to beat.
     *
     * @param value the metric of always predicting the most frequent label
     */
    public record Majority(double value) {}
}
