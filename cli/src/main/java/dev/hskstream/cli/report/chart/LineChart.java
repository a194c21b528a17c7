package dev.hskstream.cli.report.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A chart of series as lines over a common axis.
 *
 * @param title what the chart shows, also for screen readers
 * @param xLabel label of the horizontal axis, with unit
 * @param yLabel label of the vertical axis, with unit
 * @param series the lines
 * @param levels reference values
 * @param dots whether to mark the values with dots
 */
public record LineChart(
        String title, String xLabel, String yLabel, List<Series> series, List<Level> levels, boolean dots) {
    /** Renders the chart. */
    public String svg() {
        DoubleStream xs = series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::x);
        DoubleStream ys = series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y);
        Frame frame = Frame.over(xLabel, xs, yLabel, ys, levels);
        Svg svg = frame.begin(title, levels);
        series.forEach(line -> draw(svg, frame, line));
        return svg.end();
    }

    private void draw(Svg svg, Frame frame, Series line) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(String.format(Locale.ROOT, "%.1f %.1f", frame.left(point.x()), frame.top(point.y())));
        }
        svg.path("line " + line.style(), path.toString());
        if (dots || line.points().size() == 1) {
            for (Point point : line.points()) {
                String tip = String.format(Locale.ROOT, "%s: %.4g at %.4g", line.name(), point.y(), point.x());
                svg.dot("dot " + line.style(), frame.left(point.x()), frame.top(point.y()), 4, tip);
            }
        }
    }
}
