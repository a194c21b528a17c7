package dev.hskstream.cli.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A chart of named dots; its horizontal axis starts at zero.
 *
 * @param title what the chart shows
 * @param xLabel label of the horizontal axis, with unit
 * @param yLabel label of the vertical axis, with unit
 * @param series one series with one point per dot
 * @param levels reference values
 */
public record ScatterChart(String title, String xLabel, String yLabel, List<Series> series, List<Level> levels) {
    private static final int LINE_HEIGHT = 15;

    /** Renders the chart. */
    public String svg() {
        DoubleStream xs =
                series.stream().mapToDouble(thing -> thing.points().get(0).x());
        DoubleStream ys =
                series.stream().mapToDouble(thing -> thing.points().get(0).y());
        Frame frame = Frame.over(xLabel, xs, yLabel, ys, levels);
        Svg svg = frame.begin(title, levels);
        drawDots(svg, frame);
        return svg.end();
    }

    /** Puts each name to the left of its dot, where the axis leaves room, and moves names that would overlap. */
    private void drawDots(Svg svg, Frame frame) {
        List<double[]> taken = new ArrayList<>();
        for (Series thing : series) {
            double x = frame.left(thing.points().get(0).x());
            double y = frame.top(thing.points().get(0).y());
            String tip = String.format(
                    Locale.ROOT,
                    "%s: %.4g at %.4g",
                    thing.name(),
                    thing.points().get(0).y(),
                    thing.points().get(0).x());
            svg.dot("dot " + thing.style(), x, y, 6, tip);
            double height = free(taken, x, y + 4);
            taken.add(new double[] {x, height});
            svg.text("name", "end", x - 12, height, thing.name());
        }
    }

    private static double free(List<double[]> taken, double x, double wanted) {
        double height = wanted;
        for (double[] other : taken) {
            boolean near = Math.abs(other[0] - x) < 130 && Math.abs(other[1] - height) < LINE_HEIGHT;
            if (near) {
                height = other[1] + (wanted >= other[1] ? LINE_HEIGHT : -LINE_HEIGHT);
            }
        }
        return height;
    }
}
