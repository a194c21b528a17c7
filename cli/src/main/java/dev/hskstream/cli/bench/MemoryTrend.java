package dev.hskstream.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Records resident memory over time and computes whether it grows. The first third is ignored, because caches and the
 * heap are filling up.
 */
final class MemoryTrend {
    private final List<Point> points = new ArrayList<>();

    /**
     * One measurement.
     *
     * @param minutes time since the start
     * @param mebibytes resident memory
     */
    record Point(double minutes, double mebibytes) {}

    void add(double minutes, long bytes) {
        points.add(new Point(minutes, bytes / 1048576.0));
    }

    List<Point> points() {
        return List.copyOf(points);
    }

    /**
     * The slope of the least-squares line through the last two thirds of the time, in MiB per minute; 0 if there are
     * fewer than 2 points.
     */
    double slope() {
        double end = points.isEmpty() ? 0 : points.get(points.size() - 1).minutes();
        List<Point> late =
                points.stream().filter(point -> point.minutes() >= end / 3).toList();
        double meanX = late.stream().mapToDouble(Point::minutes).average().orElse(0);
        double meanY = late.stream().mapToDouble(Point::mebibytes).average().orElse(0);
        double xx = 0;
        double xy = 0;
        for (Point point : late) {
            double x = point.minutes() - meanX;
            xx += x * x;
            xy += x * (point.mebibytes() - meanY);
        }
        return xx == 0 ? 0 : xy / xx;
    }
}
