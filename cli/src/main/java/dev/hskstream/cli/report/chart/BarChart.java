package dev.hskstream.cli.report.chart;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A chart of horizontal bars from zero, each with its name on the left and its value on the right.
 *
 * @param title what the chart shows
 * @param label label of the axis, with unit
 * @param bars the bars, from top to bottom
 */
public record BarChart(String title, String label, List<Bar> bars) {
    private static final int WIDTH = 640;
    private static final int LEFT = 170;
    private static final int RIGHT = 70;
    private static final int PITCH = 28;
    private static final int THICKNESS = 16;
    private static final int BOTTOM = 48;

    /**
     * One bar.
     *
     * @param name its name
     * @param style style sheet class for its colour
     * @param amount its length, at least 0
     * @param text the amount as text
     */
    public record Bar(String name, String style, double amount, String text) {}

    /** Renders the chart. */
    public String svg() {
        DoubleStream amounts = bars.stream().mapToDouble(Bar::amount);
        Axis axis = Axis.over(label, DoubleStream.concat(DoubleStream.of(0), amounts), 6);
        int bottom = bars.size() * PITCH + 8;
        Svg svg = new Svg(WIDTH, bottom + BOTTOM, title);
        for (double tick : axis.ticks()) {
            svg.line("grid", at(axis, tick), 4, at(axis, tick), bottom);
            svg.text("tick", "middle", at(axis, tick), bottom + 18, axis.format(tick));
        }
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, axis, bars.get(i), 8 + i * PITCH);
        }
        svg.line("axis", LEFT, 4, LEFT, bottom);
        svg.text("label", "middle", (LEFT + WIDTH - RIGHT) / 2.0, bottom + BOTTOM - 8, label);
        return svg.end();
    }

    private static void draw(Svg svg, Axis axis, Bar bar, double top) {
        double end = at(axis, bar.amount());
        svg.text("name", "end", LEFT - 10, top + THICKNESS - 3, bar.name());
        svg.bar("bar " + bar.style(), LEFT, top, Math.max(1, end - LEFT), THICKNESS, bar.name() + ": " + bar.text());
        svg.text("value", "start", end + 6, top + THICKNESS - 3, bar.text());
    }

    private static double at(Axis axis, double amount) {
        return LEFT + axis.share(amount) * (WIDTH - LEFT - RIGHT);
    }
}
