package dev.hskstream.trainer.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderParameters;
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
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Runs a model over labelled samples and scores its predictions. */
public final class Evaluator {
    private static final int BATCH = 64;

    private final Encoder encoder;
    private final int padId;
    private final List<String> metrics;

    /**
     * An evaluator of the given network.
     *
     * @param metrics names of the metrics; the first decides which model is best
     */
    public Evaluator(Encoder encoder, int padId, List<String> metrics) {
        this.encoder = encoder;
        this.padId = padId;
        this.metrics = List.copyOf(metrics);
    }

    /**
     * Returns each metric by name. With several splits, {@code NAME} is the mean over them, and {@code NAME/SPLIT} is
     * the value on one.
     *
     * @throws NonFiniteOutputException naming the first sample for which an output of the model is not finite
     */
    public Map<String, Double> evaluate(EncoderParameters weights, List<DevSplit> splits) {
        return evaluate(weights, splits, (split, outputs) -> {});
    }

    /**
     * As {@link #evaluate(EncoderParameters, List)}, and passes the model's outputs to {@code listener}.
     *
     * @param listener receives each split with the model's outputs (logits or regression values),
     *     {@code [rows, outputs]}
     */
    public Map<String, Double> evaluate(
            EncoderParameters weights, List<DevSplit> splits, BiConsumer<DevSplit, float[][]> listener) {
        return evaluate(weights, splits, () -> false, listener).orElseThrow();
    }

    /**
     * As {@link #evaluate(EncoderParameters, List)}, but can be interrupted.
     *
     * @param stop whether to stop evaluating; asked before every batch
     * @return empty if it was interrupted
     */
    public Optional<Map<String, Double>> evaluateUnless(
            BooleanSupplier stop, EncoderParameters weights, List<DevSplit> splits) {
        return evaluate(weights, splits, stop, (split, outputs) -> {});
    }

    private Optional<Map<String, Double>> evaluate(
            EncoderParameters weights,
            List<DevSplit> splits,
            BooleanSupplier stop,
            BiConsumer<DevSplit, float[][]> listener) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (String metric : metrics) {
            scores.put(metric, 0.0);
        }
        for (DevSplit split : splits) {
            float[][] outputs = outputs(weights, split, stop);
            if (outputs.length < split.rows().size()) {
                return Optional.empty();
            }
            listener.accept(split, outputs);
            double[] predictions = predictions(split, outputs);
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

    /** The model's outputs for every row; an empty array if {@code stop} said so. */
    private float[][] outputs(EncoderParameters weights, DevSplit split, BooleanSupplier stop) {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        try {
            float[][] outputs = new float[split.rows().size()][];
            int[] lengths =
                    split.rows().stream().mapToInt(row -> row.ids().length).toArray();
            Arena arena = new Arena();
            for (int[] batch : LengthBuckets.of(lengths, BATCH)) {
                if (stop.getAsBoolean()) {
                    return new float[0][];
                }
                arena.reset();
                infer(weights, split, batch, arena, outputs);
            }
            return outputs;
        } finally {
            Tensors.record(recording);
        }
    }

    private void infer(EncoderParameters weights, DevSplit split, int[] batch, Arena arena, float[][] outputs) {
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
            NDArray logits = encoder.infer(weights.tensors(), tokens, new Encoder.Keep(false, false, true))
                    .requireLogits();
            float[] values = Buffers.toArray(logits);
            int width = values.length / batch.length;
            for (int r = 0; r < batch.length; r++) {
                outputs[batch[r]] = Arrays.copyOfRange(values, r * width, (r + 1) * width);
            }
        }
    }

    /** For every row the class of the largest logit, or for regression the value itself. */
    private double[] predictions(DevSplit split, float[][] outputs) {
        double[] predictions = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            for (float output : outputs[i]) {
                if (!Float.isFinite(output)) {
                    throw new NonFiniteOutputException(split.name(), i);
                }
            }
            predictions[i] = encoder.config().regression() ? outputs[i][0] : argmax(outputs[i]);
        }
        return predictions;
    }

    static int argmax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }
}
