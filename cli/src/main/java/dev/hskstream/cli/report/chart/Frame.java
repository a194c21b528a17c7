package dev.hskstream.cli.report.chart;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The plotting area of a chart: axes, grid, and the position of values.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 */
record Frame(Axis x, Axis y) {
    static final int WIDTH = 640;
    static final int HEIGHT = 300;
    private static final int LEFT = 62;
    private static final int RIGHT = 18;
    private static final int TOP = 14;
    private static final int BOTTOM = 48;

    /** Creates an area that covers the values, the reference levels and x = 0. */
    static Frame over(String xLabel, DoubleStream xs, String yLabel, DoubleStream ys, List<Level> levels) {
        DoubleStream compared = levels.stream().mapToDouble(Level::value);
        return new Frame(
                Axis.over(xLabel, DoubleStream.concat(DoubleStream.of(0), xs), 7),
                Axis.over(yLabel, DoubleStream.concat(compared, ys), 6));
    }

    /** Starts a chart with axes and reference levels. */
    Svg begin(String title, List<Level> levels) {
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        draw(svg);
        levels.forEach(level -> drawLevel(svg, level));
        return svg;
    }

    double left(double value) {
        return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
    }

    double top(double value) {
        return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    /** Draws grid lines, tick labels and axis labels. */
    private void draw(Svg svg) {
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, top(tick), WIDTH - RIGHT, top(tick));
            svg.text("tick", "end", LEFT - 8, top(tick) + 4, y.format(tick));
        }
        for (double tick : x.ticks()) {
            svg.text("tick", "middle", left(tick), HEIGHT - BOTTOM + 18, x.format(tick));
        }
        svg.line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        svg.text("label", "middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, x.label());
        svg.upwards("label", 14, (TOP + HEIGHT - BOTTOM) / 2.0, y.label());
    }

    /** Draws a dashed line across the area, with the level's name at its right end. */
    private void drawLevel(Svg svg, Level level) {
        double height = top(level.value());
        svg.line("level", LEFT, height, WIDTH - RIGHT, height);
        svg.text("note", "end", WIDTH - RIGHT, height - 5, level.name());
    }
}
