package dev.hskstream.cli.report;

import dev.hskstream.cli.report.chart.BarChart;
import dev.hskstream.cli.report.chart.Level;
import dev.hskstream.cli.report.chart.LineChart;
import dev.hskstream.cli.report.chart.Point;
import dev.hskstream.cli.report.chart.ScatterChart;
import dev.hskstream.cli.report.chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Charts of the results: metric over steps, metric against size, time and memory. */
final class ResultFigures {
    private final QuickstartReport report;
    private final Palette palette;
    private final List<ModelResult> models;
    private final double scale;
    private final String metricLabel;

    ResultFigures(QuickstartReport report) {
        this.report = report;
        this.palette = new Palette(report);
        this.models = Stream.concat(Stream.of(report.teacher()), report.students().stream())
                .toList();
        boolean share = Quantities.isShare(report.metric());
        this.scale = share ? 100 : 1;
        this.metricLabel = report.metric() + " on dev" + (share ? " (%)" : "");
    }

    List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        if (models.stream().anyMatch(model -> !model.evaluations().isEmpty())) {
            figures.add(overSteps());
        }
        figures.add(againstSize());
        figures.add(times());
        figures.add(memory());
        return figures;
    }

    private Figure overSteps() {
        List<Series> series = models.stream()
                .filter(model -> !model.evaluations().isEmpty())
                .map(model -> new Series(
                        model.name(),
                        palette.style(model.name()),
                        model.evaluations().stream()
                                .map(point -> new Point(point.step(), point.value() * scale))
                                .toList()))
                .toList();
        String title = "Metric over training";
        List<List<String>> rows = models.stream()
                .flatMap(model -> model.evaluations().stream()
                        .map(point -> List.of(model.name(), Quantities.count(point.step()), metric(point.value()))))
                .toList();
        return new Figure(
                title,
                "The dev split after so many steps; the best of them is kept.",
                series,
                new LineChart(title, "optimizer steps", metricLabel, series, majority(), true).svg(),
                new HtmlTable(List.of("model", "step", report.metric()), rows));
    }

    private Figure againstSize() {
        List<Series> things = models.stream()
                .map(model -> new Series(
                        model.name(),
                        palette.style(model.name()),
                        List.of(new Point(model.parameters() / 1e6, model.value() * scale))))
                .toList();
        String title = "Size against metric";
        List<List<String>> rows = models.stream()
                .map(model -> List.of(model.name(), Quantities.millions(model.parameters()), metric(model.value())))
                .toList();
        return new Figure(
                title,
                "Up and to the left is better.",
                List.of(),
                new ScatterChart(title, "parameters (millions)", metricLabel, things, majority()).svg(),
                new HtmlTable(List.of("model", "parameters", report.metric()), rows));
    }

    private Figure times() {
        List<BarChart.Bar> bars = report.seconds().entrySet().stream()
                .filter(stage -> !stage.getKey().equals(QuickstartReport.TOTAL))
                .map(stage -> bar(stage.getKey(), stage.getValue(), Quantities.seconds(stage.getValue())))
                .toList();
        List<List<String>> rows = report.seconds().entrySet().stream()
                .map(stage -> List.of(stage.getKey(), Quantities.seconds(stage.getValue()), reused(stage.getKey())))
                .toList();
        String title = "Time of each stage";
        return new Figure(
                title,
                "Wall time, each process's start included.",
                List.of(),
                new BarChart(title, "seconds", bars).svg(),
                new HtmlTable(List.of("stage", "time", ""), rows));
    }

    private Figure memory() {
        List<BarChart.Bar> bars = report.peakRssBytes().entrySet().stream()
                .map(process ->
                        bar(process.getKey(), process.getValue() / 1e6, Quantities.megabytes(process.getValue())))
                .toList();
        String title = "Peak memory of each process";
        return new Figure(
                title,
                "Resident memory at its largest, as the kernel counted it.",
                List.of(),
                new BarChart(title, "MB", bars).svg(),
                new HtmlTable(
                        List.of("process", "peak"),
                        bars.stream()
                                .map(bar -> List.of(bar.name(), bar.text()))
                                .toList()));
    }

    private BarChart.Bar bar(String name, double amount, String text) {
        return new BarChart.Bar(name, palette.style(name), amount, text);
    }

    private String reused(String stage) {
        return report.reused().contains(stage) ? "reused" : "";
    }

    private String metric(double value) {
        return Quantities.metric(report.metric(), value);
    }

    private List<Level> majority() {
        return List.of(new Level("majority baseline", report.majority().value() * scale));
    }
}
