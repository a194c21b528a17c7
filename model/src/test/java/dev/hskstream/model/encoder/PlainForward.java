package dev.hskstream.model.encoder;

import dev.hskstream.model.formats.HostTensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * An encoder in double precision for one text at a time, written from the papers' formulas. It shares only the tensors
 * and their checkpoint names with the product. Erf is series 7.1.5 of Abramowitz and Stegun.
 */
final class PlainForward {
    private final Map<String, HostTensor> weights;
    private final int heads;
    private final double eps;

    PlainForward(Map<String, HostTensor> weights, int heads, double eps) {
        this.weights = weights;
        this.heads = heads;
        this.eps = eps;
    }

    /** Sums word, position and, if {@code types}, type-0 embeddings, and applies LayerNorm. */
    double[][] embeddings(String prefix, int[] ids, int firstPosition, boolean types) {
        return embeddings(
                prefix,
                ids,
                IntStream.range(firstPosition, firstPosition + ids.length).toArray(),
                types);
    }

    /** Computes likewise, with the row of the position table for each token. */
    double[][] embeddings(String prefix, int[] ids, int[] positions, boolean types) {
        double[][] x = new double[ids.length][];
        for (int t = 0; t < ids.length; t++) {
            x[t] = sum(
                    row(prefix + "word_embeddings.weight", ids[t]),
                    row(prefix + "position_embeddings.weight", positions[t]));
            if (types) {
                x[t] = sum(x[t], row(prefix + "token_type_embeddings.weight", 0));
            }
        }
        return norm(x, prefix + "LayerNorm");
    }

    /**
     * Computes one layer.
     *
     * @param parts names of its query, key, value, output, first norm, up, down and second norm
     */
    double[][] layer(double[][] x, String prefix, String... parts) {
        double[][] q = linear(x, prefix + parts[0]);
        double[][] k = linear(x, prefix + parts[1]);
        double[][] v = linear(x, prefix + parts[2]);
        int width = x[0].length / heads;
        double[][] context = new double[x.length][x[0].length];
        for (int head = 0; head < heads; head++) {
            for (int t = 0; t < x.length; t++) {
                attend(q[t], k, v, head * width, width, context[t]);
            }
        }
        double[][] attended = norm(sum(linear(context, prefix + parts[3]), x), prefix + parts[4]);
        double[][] up = map(linear(attended, prefix + parts[5]), z -> z * 0.5 * (1 + erf(z / Math.sqrt(2))));
        return norm(sum(linear(up, prefix + parts[6]), attended), prefix + parts[7]);
    }

    private static void attend(double[] q, double[][] k, double[][] v, int from, int width, double[] into) {
        double[] share = new double[k.length];
        double total = 0;
        for (int s = 0; s < k.length; s++) {
            double score = 0;
            for (int i = from; i < from + width; i++) {
                score += q[i] * k[s][i];
            }
            share[s] = Math.exp(score / Math.sqrt(width));
            total += share[s];
        }
        for (int s = 0; s < k.length; s++) {
            for (int i = from; i < from + width; i++) {
                into[i] += share[s] / total * v[s][i];
            }
        }
    }

    double[][] linear(double[][] x, String part) {
        float[] w = values(part + ".weight");
        float[] b = values(part + ".bias");
        double[][] y = new double[x.length][b.length];
        for (int t = 0; t < x.length; t++) {
            for (int o = 0; o < b.length; o++) {
                y[t][o] = b[o];
                for (int i = 0; i < x[t].length; i++) {
                    y[t][o] += (double) w[o * x[t].length + i] * x[t][i];
                }
            }
        }
        return y;
    }

    private double[][] norm(double[][] x, String part) {
        float[] scale = values(part + ".weight");
        float[] shift = values(part + ".bias");
        double[][] y = new double[x.length][x[0].length];
        for (int t = 0; t < x.length; t++) {
            double mean = Arrays.stream(x[t]).average().orElseThrow();
            double variance = Arrays.stream(x[t])
                    .map(z -> (z - mean) * (z - mean))
                    .average()
                    .orElseThrow();
            for (int i = 0; i < x[t].length; i++) {
                y[t][i] = (x[t][i] - mean) / Math.sqrt(variance + eps) * scale[i] + shift[i];
            }
        }
        return y;
    }

    static double[][] map(double[][] x, DoubleUnaryOperator f) {
        double[][] y = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            y[t] = Arrays.stream(x[t]).map(f).toArray();
        }
        return y;
    }

    private HostTensor named(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private float[] values(String name) {
        HostTensor tensor = named(name);
        float[] values = new float[(int) tensor.size()];
        tensor.floats().get(values);
        return values;
    }

    private double[] row(String table, int row) {
        int width = (int) named(table).shape()[1];
        float[] values = values(table);
        double[] x = new double[width];
        for (int i = 0; i < width; i++) {
            x[i] = values[row * width + i];
        }
        return x;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] c = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            c[i] = a[i] + b[i];
        }
        return c;
    }

    private static double[][] sum(double[][] a, double[][] b) {
        double[][] c = new double[a.length][];
        for (int t = 0; t < a.length; t++) {
            c[t] = sum(a[t], b[t]);
        }
        return c;
    }

    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }
}
