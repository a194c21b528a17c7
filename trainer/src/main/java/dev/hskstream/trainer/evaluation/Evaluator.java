package dev.hskstream.trainer.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.model.encoder.Bert;
import dev.hskstream.model.encoder.BertParameters;
import dev.hskstream.model.encoder.LengthBuckets;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.metric.Metric;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.Tensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Runs a model over labelled samples and scores its predictions. */
public final class Evaluator {
    private static final int BATCH = 64;

    private final Bert bert;
    private final int padId;
    private final List<String> metrics;

    /**
     * An evaluator of the given network.
     *
     * @param metrics names, the deciding one first
     */
    public Evaluator(Bert bert, int padId, List<String> metrics) {
        this.bert = bert;
        this.padId = padId;
        this.metrics = List.copyOf(metrics);
    }

    /**
     * Each metric by name over all splits; with more than one split also {@code NAME/SPLIT}, the bare name being their mean.
     *
     * @throws NonFiniteOutputException naming the first sample for which the model gives something that is no number
     */
    public Map<String, Double> evaluate(BertParameters weights, List<DevSplit> splits) {
        return evaluate(weights, splits, () -> false).orElseThrow();
    }

    /**
     * {@link #evaluate(BertParameters, List)}, unless it is broken off.
     *
     * @param stop whether to, asked before every batch
     * @return empty where it was
     */
    public Optional<Map<String, Double>> evaluate(
            BertParameters weights, List<DevSplit> splits, BooleanSupplier stop) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (String metric : metrics) {
            scores.put(metric, 0.0);
        }
        for (DevSplit split : splits) {
            double[] predictions = predict(weights, split, stop);
            if (predictions.length < split.rows().size()) {
                return Optional.empty();
            }
            for (String name : metrics) {
                double value = Metric.of(name).value(predictions, split.labels());
                scores.merge(name, value / splits.size(), Double::sum);
                if (splits.size() > 1) {
                    scores.put(name + "/" + split.name(), value);
                }
            }
        }
        return Optional.of(scores);
    }

    /** The class of the largest logit, or the value itself for regression, for every row; for none where it is to stop. */
    private double[] predict(BertParameters weights, DevSplit split, BooleanSupplier stop) {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        try {
            double[] predictions = new double[split.rows().size()];
            int[] lengths =
                    split.rows().stream().mapToInt(row -> row.ids().length).toArray();
            Arena arena = new Arena();
            for (int[] batch : LengthBuckets.of(lengths, BATCH)) {
                if (stop.getAsBoolean()) {
                    return new double[0];
                }
                arena.reset();
                predict(weights, split, batch, arena, predictions);
            }
            requireFinite(split, predictions);
            return predictions;
        } finally {
            Tensors.record(recording);
        }
    }

    private void predict(BertParameters weights, DevSplit split, int[] batch, Arena arena, double[] predictions) {
        try (NDManager scope = weights.manager().newSubManager()) {
            TokenBatch tokens = TokenBatch.of(
                    scope,
                    arena,
                    Arrays.stream(batch)
                            .mapToObj(i -> split.rows().get(i).ids())
                            .toList(),
                    Arrays.stream(batch)
                            .map(i -> split.rows().get(i).secondSegment())
                            .toArray(),
                    padId);
            NDArray logits = bert.infer(weights.tensors(), tokens, new Bert.Keep(false, false, true))
                    .requireLogits();
            float[] values = Buffers.toArray(logits);
            int width = values.length / batch.length;
            for (int r = 0; r < batch.length; r++) {
                predictions[batch[r]] = prediction(values, r * width, width);
            }
        }
    }

    /** NaN where one of the row's outputs is not finite. */
    private double prediction(float[] values, int from, int width) {
        for (int i = from; i < from + width; i++) {
            if (!Float.isFinite(values[i])) {
                return Double.NaN;
            }
        }
        return bert.config().regression() ? values[from] : argmax(values, from, width);
    }

    private static void requireFinite(DevSplit split, double[] predictions) {
        for (int i = 0; i < predictions.length; i++) {
            if (Double.isNaN(predictions[i])) {
                throw new NonFiniteOutputException(split.name(), i);
            }
        }
    }

    private static int argmax(float[] values, int from, int length) {
        int best = 0;
        for (int i = 1; i < length; i++) {
            if (values[from + i] > values[from + best]) {
                best = i;
            }
        }
        return best;
    }
}
