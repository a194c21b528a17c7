package dev.hskstream.cli.report;

import java.util.Locale;

/** Formats numbers for people. */
final class Quantities {
    private Quantities() {}

    /** Formats accuracy and F1 as a percentage and other metrics, such as correlations, as a number. */
    static String metric(String metric, double value) {
        return isShare(metric) ? percent(value) : decimals(value, 3);
    }

    static boolean isShare(String metric) {
        return metric.equals("accuracy") || metric.equals("f1");
    }

    /** {@code 78.3 %}; with two decimals below one percent. */
    static String percent(double share) {
        return decimals(share * 100, share < 0.01 ? 2 : 1) + " %";
    }

    static String millions(long count) {
        return decimals(count / 1e6, 1) + " M";
    }

    static String megabytes(long bytes) {
        return decimals(bytes / 1e6, bytes < 10_000_000 ? 1 : 0) + " MB";
    }

    static String seconds(double seconds) {
        return decimals(seconds, seconds < 10 ? 1 : 0) + " s";
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String decimals(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
