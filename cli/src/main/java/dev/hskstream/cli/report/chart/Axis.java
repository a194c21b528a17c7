package dev.hskstream.cli.report.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * A linear axis with round ticks that enclose the data.
 *
 * @param label what the axis measures, with its unit
 * @param low the lowest tick
 * @param high the highest tick
 * @param step distance between ticks: 1, 2 or 5 times a power of ten
 */
record Axis(String label, double low, double high, double step) {
    /** Creates an axis that covers all the values, with about {@code ticks} ticks. */
    static Axis over(String label, DoubleStream values, int ticks) {
        double[] all = values.filter(Double::isFinite).sorted().toArray();
        double least = all.length == 0 ? 0 : all[0];
        double most = all.length == 0 ? 1 : all[all.length - 1];
        if (least == most) { // a single value needs room on both sides
            double room = Math.max(Math.abs(least) * 0.1, 1e-6);
            least -= room;
            most += room;
        }
        double step = step((most - least) / Math.max(1, ticks - 1));
        return new Axis(label, Math.floor(least / step + 1e-9) * step, Math.ceil(most / step - 1e-9) * step, step);
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        if (digit <= 1.0001) {
            return power;
        }
        return digit <= 2.0001 ? 2 * power : digit <= 5.0001 ? 5 * power : 10 * power;
    }

    /** The relative position of a value: 0 at the low end, 1 at the high end. */
    double share(double value) {
        return (value - low) / (high - low);
    }

    List<Double> ticks() {
        long count = Math.round((high - low) / step);
        return LongStream.rangeClosed(0, count).mapToObj(i -> low + i * step).toList();
    }

    /** A tick's label, with as many decimals as the step needs. */
    String format(double tick) {
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        String text = String.format(Locale.ROOT, "%,." + digits + "f", tick);
        return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
    }
}
