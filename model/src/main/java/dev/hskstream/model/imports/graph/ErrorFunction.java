package dev.hskstream.model.imports.graph;

/** The error function, and the exact and approximate GELU. */
final class ErrorFunction {
    /** Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26; the error is at most 1.5e-7. */
    private static final double[] COEFFICIENTS = {1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592};

    private static final double P = 0.3275911;

    private ErrorFunction() {}

    static double of(double x) {
        double t = 1 / (1 + P * Math.abs(x));
        double sum = 0;
        for (double coefficient : COEFFICIENTS) {
            sum = (sum + coefficient) * t;
        }
        return Math.signum(x) * (1 - sum * Math.exp(-x * x));
    }

    static double gelu(double x) {
        return x / 2 * (1 + of(x / Math.sqrt(2)));
    }

    static double tanhGelu(double x) {
        return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }
}
