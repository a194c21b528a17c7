package dev.hskstream.model.imports;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderOutput;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.imports.graph.GraphRun;
import dev.hskstream.model.imports.graph.Value;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares an imported model with the graph that it comes from. Both get the same tokens; each output of the graph that
 * the model has too must agree.
 */
final class SelfCheck {
    /**
     * Rounding in 32 instead of 64 bits stays far below this; a wrong number of heads or activation is off by a tenth
     * or more.
     */
    private static final double TOLERANCE = 1e-3;

    private static final int TOKENS = 7;

    private SelfCheck() {}

    /** Returns token ids spread over the vocabulary, as many as there are positions, but at most a few. */
    static int[] ids(int vocabulary, int positions) {
        int[] ids = new int[Math.min(TOKENS, positions)];
        Arrays.setAll(ids, i -> (int) ((i + 1L) * vocabulary / (ids.length + 1)));
        return ids;
    }

    /** Returns token types: the second half of the tokens has type 1 if the model has two types. */
    static int[] types(int count, int kinds) {
        int[] types = new int[count];
        Arrays.fill(types, kinds > 1 ? count - count / 2 : count, count, 1);
        return types;
    }

    /**
     * Compares the outputs and describes the result in one line.
     *
     * @throws UserException if the outputs differ
     */
    static String compare(PretrainedModel model, GraphRun run, int[] ids, int[] types) {
        if (!run.complete()) {
            return "the self-check is left out: the graph cannot be computed here (" + run.reason() + ")";
        }
        double worst = -1;
        Outputs own = own(model, ids, types);
        for (Value output : run.outputs().values()) {
            double[] expected = output.toArray();
            if (!Arrays.stream(expected).allMatch(Double::isFinite)) {
                return "the self-check is left out: the graph's own output has numbers that are none, as a mask in half"
                        + " precision makes them";
            }
            float[] actual = own.like(output.shape());
            if (actual.length == expected.length) {
                worst = Math.max(worst, difference(expected, actual));
            }
        }
        if (worst < 0) {
            return "the self-check is left out: of the graph's outputs "
                    + run.outputs().keySet() + ", the model has none";
        }
        if (!(worst <= TOLERANCE)) {
            throw new UserException(String.format(
                    Locale.ROOT,
                    "the imported model's output differs from the graph's own by %.2g of its size, so something in the"
                            + " graph was not understood; export the model as safetensors instead",
                    worst));
        }
        return String.format(
                Locale.ROOT, "self-check: the imported model's output is the graph's own within %.1g", worst);
    }

    /** Returns the largest difference relative to the largest magnitude; NaN if there is one. */
    private static double difference(double[] expected, float[] actual) {
        double size = 1e-3;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            size = Math.max(size, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        return worst / size;
    }

    /** The model's last hidden state and logits; the logits are empty if it has no head. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Outputs(EncoderConfig config, int tokens, float[] last, float[] logits) {
        float[] like(int[] shape) {
            if (Arrays.equals(shape, new int[] {1, tokens, config.hiddenSize()})) {
                return last;
            }
            return Arrays.equals(shape, new int[] {1, config.outputs()}) ? logits : new float[0];
        }
    }

    private static Outputs own(PretrainedModel model, int[] ids, int[] types) {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        try (NDManager manager = Tensors.newManager();
                TensorOps ops = OpsSelection.select();
                EncoderParameters weights = EncoderParameters.over(manager, model.weights())) {
            int second = ids.length - Arrays.stream(types).sum();
            TokenBatch batch = TokenBatch.of(manager, new Arena(), List.of(ids), new int[] {second}, 0);
            boolean head = model.hasPooler() && model.hasClassifier();
            EncoderOutput output = new Encoder(model.config(), ops)
                    .infer(weights.tensors(), batch, new Encoder.Keep(false, false, head));
            NDArray logits = output.logits();
            return new Outputs(
                    model.config(),
                    ids.length,
                    Buffers.toArray(output.last()),
                    logits == null ? new float[0] : Buffers.toArray(logits));
        } finally {
            Tensors.record(recording);
        }
    }
}
