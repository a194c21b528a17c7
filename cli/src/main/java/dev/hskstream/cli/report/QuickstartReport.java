package dev.hskstream.cli.report;

import java.util.List;
import java.util.Map;

/**
 * Everything a quickstart measured; {@code report.json} is this record.
 *
 * @param createdAt when, in ISO 8601
 * @param task the task, such as {@code cola}
 * @param metric the metric that {@code value} means everywhere
 * @param teacher the fine-tuned teacher
 * @param majority what answering the most frequent label always would reach
 * @param students the students, and the control that got labels and logits but no hidden-state knowledge
 * @param set the knowledge set
 * @param seconds wall seconds of every stage, in order, and of all as {@code total}
 * @param peakRssBytes largest resident memory of every process
 * @param reused stages whose earlier result was used again; their figures are from then
 * @param settings the options this ran with
 * @param machine what it ran on
 * @param versions of this program and what it stands on
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
    /** The name under which {@code seconds} holds the sum. */
    public static final String TOTAL = "total";

    /**
     * The baseline that every model has to beat.
     *
     * @param value the metric of always answering the most frequent label
     */
    public record Majority(double value) {}
}
