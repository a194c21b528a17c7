package dev.hskstream.cli.report.chart;

import java.util.List;

/**
 * Values that belong together.
 *
 * @param name what they are of, as the legend says it
 * @param style class of the style sheet that colours it; the same for the same thing in every picture
 * @param points the values, by x
 */
public record Series(String name, String style, List<Point> points) {
    /** Copies the points. */
    public Series {
        points = List.copyOf(points);
    }
}
