package dev.hskstream.cli.report;

import dev.hskstream.cli.report.chart.Markup;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Describes the results in words, including the control's. */
final class Findings {
    private final QuickstartReport report;

    Findings(QuickstartReport report) {
        this.report = report;
    }

    /** The paragraph below the title, as HTML. */
    String lead() {
        return "A fine-tuned teacher of " + report.teacher().layers() + " layers reached "
                + strong(metric(report.teacher())) + " " + Markup.escape(report.metric()) + " on "
                + Markup.escape(report.task()) + ". It ran once; its knowledge went through Kafka as "
                + strong(Quantities.count(Math.round(report.set().bytesPerSample())) + " bytes per sample") + ", "
                + strong(Quantities.percent(report.set().hskShare())) + " of its hidden states. "
                + students() + " " + control();
    }

    private String students() {
        String reached = report.students().stream()
                .filter(ModelResult::hsk)
                .map(student -> strong(metric(student)) + " (" + student.layers() + " layers)")
                .collect(Collectors.joining(" and "));
        return "Students that replayed the topic reached " + reached + ".";
    }

    private String control() {
        return report.students().stream()
                .filter(student -> !student.hsk())
                .map(control -> "The control of " + control.layers()
                        + " layers, with labels and logits but no hidden states, reached " + strong(metric(control))
                        + difference(control) + ".")
                .collect(Collectors.joining(" "));
    }

    private String difference(ModelResult control) {
        List<ModelResult> peers = report.students().stream()
                .filter(student -> student.hsk() && student.layers() == control.layers())
                .toList();
        if (peers.size() != 1) {
            return "";
        }
        double difference = peers.get(0).value() - control.value();
        String amount = Quantities.isShare(report.metric())
                ? String.format(Locale.ROOT, "%.1f points", Math.abs(difference) * 100)
                : Quantities.decimals(Math.abs(difference), 3);
        if (Math.abs(difference) < 1e-12) {
            return ", the same as its peer with them";
        }
        return ": its peer with hidden states is " + amount + (difference > 0 ? " better" : " worse");
    }

    /** How reliable the numbers are. */
    String caveat() {
        String seed = report.settings().getOrDefault("seed", "one");
        String error = report.metric().equals("accuracy") && report.set().devSamples() > 0
                ? " With " + Quantities.count(report.set().devSamples())
                        + " dev samples, an accuracy has a standard error of about "
                        + Quantities.decimals(100 * standardError(), 1) + " points."
                : "";
        return "One run of each with seed " + Markup.escape(seed)
                + "; the best evaluation on the dev split counts, for every model alike." + error
                + " Small differences between models may be chance.";
    }

    private double standardError() {
        double value = report.teacher().value();
        return Math.sqrt(value * (1 - value) / report.set().devSamples());
    }

    private String metric(ModelResult model) {
        return Quantities.metric(report.metric(), model.value());
    }

    private static String strong(String text) {
        return "<strong>" + Markup.escape(text) + "</strong>";
    }
}
