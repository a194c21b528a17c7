package dev.hskstream.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hskstream.model.imports.ModelImporter;
import dev.hskstream.model.imports.ModelJars;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.PlainOps;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.model.tokenizer.SubwordTokenizer;
import dev.hskstream.model.tokenizer.TokenizedText;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the forward pass with ONNX Runtime, which shares no code with it, on the same weights and real sentences.
 */
class BertParityTest {
    private static final float TOLERANCE = 1e-4f;

    @Test
    void lastHiddenStateEqualsOnnxRuntimes() throws OrtException, IOException {
        PretrainedModel model = ModelImporter.importFrom(ModelJars.minilm());
        List<TokenizedText> texts;
        try (SubwordTokenizer tokenizer = SubwordTokenizer.fromJson(model.tokenizerJson())) {
            texts = Stream.of(
                            "The sailors rode the breeze clear of the rocks.",
                            "One more pseudo generalization and I'm giving up.",
                            "No.",
                            "Reeve, the widow of the actor, has died of lung cancer at age 44, it was said on Tuesday night.")
                    .map(text -> tokenizer.encode(text, null, 64))
                    .toList();
        }
        float[][] expected = onnx(texts);

        try (TensorOps plain = new PlainOps();
                TensorOps chosen = OpsSelection.select()) {
            assertThat(difference(model, texts, plain, expected)).isLessThan(TOLERANCE);
            assertThat(difference(model, texts, chosen, expected)).isLessThan(TOLERANCE);
        }
    }

    @Test
    void trainingWithoutDropoutComputesWhatInferenceComputes() {
        PretrainedModel model = ModelImporter.importFrom(ModelJars.minilm());
        try (TensorOps ops = OpsSelection.select();
                NDManager manager = Tensors.newManager();
                EncoderParameters weights =
                        new EncoderParameters(manager, EncoderInit.complete(model.weights(), labelled(model), 1))) {
            Encoder encoder = new Encoder(labelled(model), ops);
            TokenBatch batch = TokenBatch.of(
                    manager,
                    new Arena(),
                    List.of(new int[] {101, 7592, 2088, 102}, new int[] {101, 102}),
                    new int[] {4, 2},
                    0);

            EncoderOutput inferred = encoder.infer(weights.tensors(), batch, new Encoder.Keep(true, true, true));
            try (EncoderParameters mapped = EncoderParameters.over(manager, weights.toHost())) {
                NDArray logits = encoder.infer(mapped.tensors(), batch, new Encoder.Keep(false, false, true))
                        .requireLogits();
                assertThat(Buffers.toArray(logits)).containsExactly(Buffers.toArray(inferred.requireLogits()));
            }
            EncoderOutput trained = encoder.train(weights.tensors(), batch, Dropout.NONE, 6, true);

            assertThat(inferred.hidden()).hasSize(7);
            assertThat(inferred.received()).containsOnlyKeys(1, 2, 3, 4, 5, 6);
            for (int l = 0; l <= 6; l++) {
                assertThat(Buffers.toArray(trained.hidden().get(l)))
                        .usingComparatorWithPrecision(TOLERANCE)
                        .containsExactly(Buffers.toArray(inferred.hidden().get(l)));
            }
            assertThat(Buffers.toArray(trained.requireLogits()))
                    .usingComparatorWithPrecision(TOLERANCE)
                    .containsExactly(Buffers.toArray(inferred.requireLogits()));
            float[] received = Buffers.toArray(inferred.requireReceived(3));
            assertThat(received).hasSize(8);
            assertThat(received[0] + received[1] + received[2] + received[3])
                    .as("4 tokens give 1 in each of 12 heads")
                    .isCloseTo(48, within(TOLERANCE));
            assertThat(received[4] + received[5])
                    .as("2 tokens, and nothing from or to padding")
                    .isCloseTo(24, within(TOLERANCE));
        }
    }

    private static EncoderConfig labelled(PretrainedModel model) {
        return model.config().withLabels(List.of("0", "1", "2"), false);
    }

    private static float difference(
            PretrainedModel model, List<TokenizedText> texts, TensorOps ops, float[][] expected) {
        boolean recording = Tensors.recording();
        Tensors.record(false);
        try (NDManager manager = Tensors.newManager();
                EncoderParameters weights = new EncoderParameters(manager, model.weights())) {
            TokenBatch batch = TokenBatch.of(
                    manager,
                    new Arena(),
                    texts.stream().map(TokenizedText::ids).toList(),
                    texts.stream().mapToInt(TokenizedText::secondSegment).toArray(),
                    0);
            float[] last = Buffers.toArray(new Encoder(model.config(), ops)
                    .infer(weights.tensors(), batch, new Encoder.Keep(false, false, false))
                    .last());
            int width = model.config().hiddenSize();
            float worst = 0;
            for (int r = 0; r < expected.length; r++) {
                for (int i = 0; i < expected[r].length; i++) {
                    worst = Math.max(worst, Math.abs(expected[r][i] - last[r * batch.tokens() * width + i]));
                }
            }
            return worst;
        } finally {
            Tensors.record(recording);
        }
    }

    /** Runs each text alone, so that the comparison also covers our padding. */
    private static float[][] onnx(List<TokenizedText> texts) throws OrtException, IOException {
        byte[] graph;
        try (InputStream in = BertParityTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
            graph = Objects.requireNonNull(in).readAllBytes();
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        float[][] states = new float[texts.size()][];
        try (OrtSession session = environment.createSession(graph)) {
            for (int r = 0; r < states.length; r++) {
                states[r] = run(environment, session, texts.get(r).ids());
            }
        }
        return states;
    }

    private static float[] run(OrtEnvironment environment, OrtSession session, int[] ids) throws OrtException {
        long[][] input = new long[1][ids.length];
        long[][] mask = new long[1][ids.length];
        for (int t = 0; t < ids.length; t++) {
            input[0][t] = ids[t];
            mask[0][t] = 1;
        }
        try (OnnxTensor inputIds = OnnxTensor.createTensor(environment, input);
                OnnxTensor attention = OnnxTensor.createTensor(environment, mask);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][ids.length]);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", inputIds, "attention_mask", attention, "token_type_ids", types))) {
            float[][][] value = (float[][][]) result.get(0).getValue();
            float[] flat = new float[ids.length * value[0][0].length];
            for (int t = 0; t < ids.length; t++) {
                System.arraycopy(value[0][t], 0, flat, t * value[0][t].length, value[0][t].length);
            }
            return flat;
        }
    }
}
