package dev.hskstream.cli.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hskstream.cli.report.chart.Markup;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders the report as one self-contained HTML file, with style sheet and charts inside and without scripts. */
final class ReportPage {
    private ReportPage() {}

    static String of(QuickstartReport report) throws IOException {
        Findings findings = new Findings(report);
        String figures = Stream.concat(new ResultFigures(report).all().stream(), new LossFigures(report).all().stream())
                .map(Figure::html)
                .collect(Collectors.joining());
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>hsk-stream quickstart: %s</title>
                <style>
                %s</style></head>
                <body><main>
                <h1>One teacher, %s students, %s bytes per sample</h1>
                <p class="lead">%s</p>
                %s<h2>Models</h2>
                <div class="wide">%s</div>
                <p class="note-line">%s</p>
                <h2>Pictures</h2>
                %s<h2>How it was run</h2>
                <div class="wide settings">%s</div>
                </main></body></html>
                """
                .formatted(
                        Markup.escape(report.task()),
                        css(),
                        report.students().stream().filter(ModelResult::hsk).count(),
                        Quantities.count(Math.round(report.set().bytesPerSample())),
                        findings.lead(),
                        tiles(report),
                        models(report).html(),
                        findings.caveat(),
                        figures,
                        circumstances(report).html());
    }

    private static String tiles(QuickstartReport report) {
        StringBuilder html = new StringBuilder("<dl class=\"tiles\">");
        tile(html, report, report.teacher(), "teacher");
        report.students().forEach(student -> tile(html, report, student, student.hsk() ? "with HSK" : "without HSK"));
        String bytes = Quantities.count(Math.round(report.set().bytesPerSample())) + " B";
        tile(
                html,
                "knowledge per sample",
                bytes,
                Quantities.percent(report.set().hskShare()) + " of the full HSK");
        return html.append("</dl>\n").toString();
    }

    private static void tile(StringBuilder html, QuickstartReport report, ModelResult model, String kind) {
        String size = Quantities.millions(model.parameters()) + " parameters";
        String name = model.name().equals(kind) ? kind : model.name() + ", " + kind;
        tile(html, name, Quantities.metric(report.metric(), model.value()), size);
    }

    private static void tile(StringBuilder html, String name, String figure, String aside) {
        html.append("<div class=\"tile\"><dt>%s</dt><dd class=\"figure\">%s</dd><dd class=\"aside\">%s</dd></div>\n"
                .formatted(Markup.escape(name), Markup.escape(figure), Markup.escape(aside)));
    }

    private static HtmlTable models(QuickstartReport report) {
        List<List<String>> rows = new ArrayList<>();
        Stream.concat(Stream.of(report.teacher()), report.students().stream())
                .forEach(model -> rows.add(row(report, model)));
        rows.add(List.of(
                "majority baseline",
                Quantities.metric(report.metric(), report.majority().value()),
                "",
                "",
                "",
                "",
                ""));
        return new HtmlTable(
                List.of("model", report.metric(), "layers", "parameters", "weights", "training", "hidden-state layers"),
                rows);
    }

    private static List<String> row(QuickstartReport report, ModelResult model) {
        boolean teacher = model.equals(report.teacher());
        return ModelCells.of(report, model, teacher ? "" : model.hsk() ? model.map() : "none");
    }

    private static HtmlTable circumstances(QuickstartReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("made", report.createdAt()));
        rows.add(List.of(
                "machine",
                report.machine().cpu() + ", " + report.machine().cores() + " cores, "
                        + Quantities.decimals(report.machine().memoryBytes() / 1e9, 0) + " GB, "
                        + report.machine().system()));
        rows.add(List.of("set", report.set().name() + " (digest " + report.set().digest() + ")"));
        rows.add(List.of("compression", joined(report.set().compression())));
        rows.add(List.of("settings", joined(report.settings())));
        rows.add(List.of("versions", joined(report.versions())));
        rows.add(List.of("reused", report.reused().isEmpty() ? "nothing" : String.join(", ", report.reused())));
        return new HtmlTable(List.of("what", "value"), rows);
    }

    private static String joined(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String css() throws IOException {
        try (InputStream in = ReportPage.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IOException("the build left out report.css");
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
