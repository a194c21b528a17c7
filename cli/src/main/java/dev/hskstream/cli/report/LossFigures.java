package dev.hskstream.cli.report;

import dev.hskstream.cli.report.chart.LineChart;
import dev.hskstream.cli.report.chart.Point;
import dev.hskstream.cli.report.chart.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One chart for each component of the loss, because the components have different scales. */
final class LossFigures {
    private static final int TABLE_ROWS = 12;

    private final QuickstartReport report;
    private final Palette palette;

    LossFigures(QuickstartReport report) {
        this.report = report;
        this.palette = new Palette(report);
    }

    List<Figure> all() {
        List<Figure> figures = new ArrayList<>();
        add(figures, "Loss on hard labels", "cross-entropy (nats)", LossFigures::onLabels);
        add(figures, "Loss on soft labels", "soft-label loss (nats)", LossPoint::soft);
        add(figures, "Loss on hidden states", "mean squared error", LossPoint::hsk);
        return figures;
    }

    private void add(List<Figure> figures, String title, String unit, Function<LossPoint, @Nullable Double> part) {
        List<Series> series = Stream.concat(Stream.of(report.teacher()), report.students().stream())
                .map(model -> new Series(model.name(), palette.style(model.name()), points(model, part)))
                .filter(line -> !line.points().isEmpty())
                .toList();
        if (series.isEmpty()) {
            return;
        }
        LineChart chart = new LineChart(title, "optimizer steps", unit, series, List.of(), false);
        String caption = "On the training samples of the steps before each point; lower is better.";
        figures.add(new Figure(title, caption, series, chart.svg(), table(series)));
    }

    /** The loss on labels. In fine-tuning no components are named, and the whole loss is the one on labels. */
    private static @Nullable Double onLabels(LossPoint point) {
        boolean whole = point.hsk() == null && point.soft() == null && point.hard() == null;
        return whole ? point.loss() : point.hard();
    }

    private static List<Point> points(ModelResult model, Function<LossPoint, @Nullable Double> part) {
        List<Point> points = new ArrayList<>();
        for (LossPoint point : model.curve()) {
            Double loss = part.apply(point);
            if (loss != null) {
                points.add(new Point(point.step(), loss));
            }
        }
        return points;
    }

    /** A table of some points of each line, including the last. */
    private static HtmlTable table(List<Series> series) {
        TreeMap<Double, String[]> rows = new TreeMap<>();
        for (int column = 0; column < series.size(); column++) {
            List<Point> points = series.get(column).points();
            int every = Math.max(1, points.size() / TABLE_ROWS);
            for (int i = points.size() - 1; i >= 0; i -= every) {
                String[] row = rows.computeIfAbsent(points.get(i).x(), x -> blank(series.size()));
                row[column] = Quantities.decimals(points.get(i).y(), 4);
            }
        }
        List<String> head = Stream.concat(Stream.of("step"), series.stream().map(Series::name))
                .toList();
        return new HtmlTable(
                head,
                rows.entrySet().stream()
                        .map(row -> Stream.concat(
                                        Stream.of(Quantities.count(row.getKey().longValue())),
                                        Stream.of(row.getValue()))
                                .toList())
                        .toList());
    }

    private static String[] blank(int columns) {
        String[] row = new String[columns];
        Arrays.fill(row, "");
        return row;
    }
}
