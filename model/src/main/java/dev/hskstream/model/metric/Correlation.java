package dev.hskstream.model.metric;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Correlation of numbers (Pearson) and of classes (Matthews); 0 if one side is constant. */
final class Correlation {
    private Correlation() {}

    static double pearson(double[] x, double[] y) {
        // The computed mean of equal numbers may be off by a rounding error, which would look like variance.
        if (isConstant(x) || isConstant(y)) {
            return 0;
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        return ratio(xy, xx, yy);
    }

    private static boolean isConstant(double[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /**
     * Computes {@code (c s - sum p_k t_k) / sqrt((s^2 - sum p_k^2) (s^2 - sum t_k^2))} (Gorodkin 2004), with exact
     * integer sums.
     */
    static double matthews(double[] predictions, double[] labels) {
        Map<Double, long[]> counts = new HashMap<>();
        long right = 0;
        for (int i = 0; i < labels.length; i++) {
            counts.computeIfAbsent(predictions[i], k -> new long[2])[0]++;
            counts.computeIfAbsent(labels[i], k -> new long[2])[1]++;
            right += predictions[i] == labels[i] ? 1 : 0;
        }
        long samples = labels.length;
        long crossed = 0;
        long predicted = 0;
        long labelled = 0;
        for (long[] count : counts.values()) {
            crossed += count[0] * count[1];
            predicted += count[0] * count[0];
            labelled += count[1] * count[1];
        }
        long square = samples * samples;
        return ratio((double) (right * samples - crossed), (double) (square - predicted), (double) (square - labelled));
    }

    private static double ratio(double covariance, double varianceX, double varianceY) {
        return varianceX == 0 || varianceY == 0 ? 0 : covariance / Math.sqrt(varianceX) / Math.sqrt(varianceY);
    }
}
