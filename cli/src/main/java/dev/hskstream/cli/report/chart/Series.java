package dev.hskstream.cli.report.chart;

import java.util.List;

/**
 * A named sequence of points.
 *
 * @param name the name in the legend
 * @param style style sheet class for its colour; the same in every chart
 * @param points the points, in ascending order of x
 */
public record Series(String name, String style, List<Point> points) {
    /** Copies the points. */
    public Series {
        points = List.copyOf(points);
    }
}
