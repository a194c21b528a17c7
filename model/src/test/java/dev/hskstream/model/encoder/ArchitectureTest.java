package dev.hskstream.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.PlainOps;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    private static final int[] IDS = {0, 7, 5, 9, 2};
    private static final String[] BERT_PARTS = {
        "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
        "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm"
    };
    private static final String[] DISTILBERT_PARTS = {
        "attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin",
        "sa_layer_norm", "ffn.lin1", "ffn.lin2", "output_layer_norm"
    };

    @Test
    void robertaIsWhatItsPaperSays() {
        EncoderConfig config = config(Architecture.ROBERTA, 1, 1);
        Map<String, HostTensor> checkpoint = checkpoint(config);
        PlainForward plain = new PlainForward(checkpoint, 2, 1e-5);

        // Positions begin after the padding id, which is 1.
        assertRoberta(config, checkpoint, IDS, plain.embeddings("roberta.embeddings.", IDS, 2, true));
    }

    /** As in Transformers' create_position_ids_from_input_ids: padding tokens stand at the padding id and do not count. */
    @Test
    void robertaDoesNotCountPaddingTokensInAText() {
        EncoderConfig config = config(Architecture.ROBERTA, 1, 1);
        Map<String, HostTensor> checkpoint = checkpoint(config);
        int[] ids = {0, 1, 7, 1, 2};
        int[] positions = {2, 1, 3, 1, 4};

        double[][] embeddings =
                new PlainForward(checkpoint, 2, 1e-5).embeddings("roberta.embeddings.", ids, positions, true);

        assertRoberta(config, checkpoint, ids, embeddings);
    }

    private static void assertRoberta(
            EncoderConfig config, Map<String, HostTensor> checkpoint, int[] ids, double[][] first) {
        PlainForward plain = new PlainForward(checkpoint, 2, 1e-5);
        double[][] x = first;
        for (int layer = 0; layer < 2; layer++) {
            x = plain.layer(x, "roberta.encoder.layer." + layer + ".", BERT_PARTS);
        }
        double[][] dense = PlainForward.map(plain.linear(new double[][] {x[0]}, "classifier.dense"), Math::tanh);
        assertSame(config, checkpoint, ids, first, x, plain.linear(dense, "classifier.out_proj")[0]);
    }

    @Test
    void distilBertIsWhatItsPaperSays() {
        EncoderConfig config = config(Architecture.DISTILBERT, 0, 0);
        Map<String, HostTensor> checkpoint = checkpoint(config);
        PlainForward plain = new PlainForward(checkpoint, 2, 1e-5);

        double[][] x = plain.embeddings("distilbert.embeddings.", IDS, 0, false);
        double[][] first = x;
        for (int layer = 0; layer < 2; layer++) {
            x = plain.layer(x, "distilbert.transformer.layer." + layer + ".", DISTILBERT_PARTS);
        }
        double[][] dense = PlainForward.map(plain.linear(new double[][] {x[0]}, "pre_classifier"), z -> Math.max(0, z));
        assertSame(config, checkpoint, IDS, first, x, plain.linear(dense, "classifier")[0]);
    }

    @Test
    void bertIsWhatItsPaperSays() {
        EncoderConfig config = config(Architecture.BERT, 2, 0);
        Map<String, HostTensor> checkpoint = checkpoint(config);
        PlainForward plain = new PlainForward(checkpoint, 2, 1e-5);

        double[][] x = plain.embeddings("bert.embeddings.", IDS, 0, true);
        double[][] first = x;
        for (int layer = 0; layer < 2; layer++) {
            x = plain.layer(x, "bert.encoder.layer." + layer + ".", BERT_PARTS);
        }
        double[][] pooled = PlainForward.map(plain.linear(new double[][] {x[0]}, "bert.pooler.dense"), Math::tanh);
        assertSame(config, checkpoint, IDS, first, x, plain.linear(pooled, "classifier")[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert", "roberta", "distilbert"})
    void readsTheConfigurationThatItWrites(String type, @TempDir Path directory) throws IOException {
        Architecture architecture = Architecture.of(type).orElseThrow();
        EncoderConfig config = config(
                architecture,
                architecture.hasTypes() ? 1 : 0,
                architecture.defaults().padId());
        Path file = directory.resolve("config.json");
        for (EncoderConfig written :
                List.of(config, config.withLabels(List.of(), true), config.withLabels(List.of(), false))) {
            Files.writeString(file, written.toJson());
            assertThat(EncoderConfig.read(file))
                    .isEqualTo(architecture == Architecture.DISTILBERT ? withUsualEps(written) : written);
        }
    }

    /** DistilBERT's configuration has no field for it. */
    private static EncoderConfig withUsualEps(EncoderConfig config) {
        return new EncoderConfig(
                config.architecture(),
                config.vocabSize(),
                config.hiddenSize(),
                config.layers(),
                config.heads(),
                config.intermediateSize(),
                config.maxPositions(),
                config.typeVocabSize(),
                config.padId(),
                1e-12,
                config.hiddenDropout(),
                config.attentionDropout(),
                config.labels(),
                config.regression(),
                false,
                CarriedFields.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "roberta, roberta.encoder.layer.1.output.dense.bias, encoder.layer.1.output.dense.bias",
        "roberta, classifier.dense.weight, pooler.dense.weight",
        "roberta, classifier.out_proj.bias, classifier.bias",
        "roberta, lm_head.bias,",
        "roberta, roberta.pooler.dense.weight,",
        "distilbert, distilbert.transformer.layer.3.ffn.lin2.bias, encoder.layer.3.output.dense.bias",
        "distilbert, transformer.layer.0.sa_layer_norm.weight, encoder.layer.0.attention.output.LayerNorm.weight",
        "distilbert, pre_classifier.bias, pooler.dense.bias",
        "distilbert, vocab_projector.bias,",
    })
    void translatesTheNamesOfCheckpoints(String type, String theirs, String ours) {
        assertThat(Architecture.of(type).orElseThrow().ours(theirs).orElse(null))
                .isEqualTo(ours);
    }

    @ParameterizedTest
    @CsvSource({
        "bert, roberta.embeddings.LayerNorm.bias, roberta",
        "roberta, bert.embeddings.LayerNorm.bias, bert",
        "distilbert, distilbert.encoder.layer.0.output.dense.bias, distilbert",
    })
    void refusesTheWeightsOfAnother(String type, String theirs, String named) {
        assertThatThrownBy(() -> Architecture.of(type).orElseThrow().ours(theirs))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(theirs)
                .hasMessageContaining(named);
    }

    @Test
    void refusesPairsForAModelOfOneTokenType() {
        EncoderConfig config = config(Architecture.BERT, 1, 0);
        assertThatThrownBy(() -> infer(config, EncoderInit.random(config, 1), IDS, 2))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("type_vocab_size 1");
    }

    private static EncoderConfig config(Architecture architecture, int types, int padId) {
        return new EncoderConfig(
                architecture,
                12,
                8,
                2,
                2,
                16,
                20,
                types,
                padId,
                1e-5,
                0.1,
                0.1,
                List.of("a", "b", "c"),
                false,
                false,
                CarriedFields.NONE);
    }

    /** Creates weights that are far from zero, by their names in a checkpoint. */
    private static Map<String, HostTensor> checkpoint(EncoderConfig config) {
        Map<String, HostTensor> checkpoint = new LinkedHashMap<>();
        HfNames.expected(config, true).forEach((name, shape) -> {
            SplitMix64 random = SplitMix64.of("parity", 5, name);
            int size = (int) (shape.length == 1 ? shape[0] : shape[0] * shape[1]);
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) (0.4 * random.nextGaussian() + (name.endsWith("LayerNorm.weight") ? 1 : 0));
            }
            checkpoint.put(config.architecture().theirs(name), HostTensor.of(shape, values));
        });
        return checkpoint;
    }

    private static void assertSame(
            EncoderConfig config,
            Map<String, HostTensor> checkpoint,
            int[] ids,
            double[][] first,
            double[][] last,
            double[] logits) {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        checkpoint.forEach(
                (name, tensor) -> weights.put(config.architecture().ours(name).orElseThrow(), tensor));
        float[][] got = infer(config, weights, ids, ids.length);
        assertClose(got[0], flat(first));
        assertClose(got[1], flat(last));
        assertClose(got[2], logits);
    }

    private static float[][] infer(
            EncoderConfig config, Map<String, HostTensor> weights, int[] ids, int secondSegment) {
        Tensors.record(false);
        try (TensorOps ops = new PlainOps();
                NDManager manager = Tensors.newManager();
                EncoderParameters parameters = new EncoderParameters(manager, weights)) {
            TokenBatch batch = TokenBatch.of(
                    parameters.manager(), new Arena(), List.of(ids), new int[] {secondSegment}, config.padId());
            EncoderOutput output =
                    new Encoder(config, ops).infer(parameters.tensors(), batch, new Encoder.Keep(true, false, true));
            List<NDArray> hidden = output.hidden();
            return new float[][] {
                Buffers.toArray(hidden.get(0)),
                Buffers.toArray(hidden.get(hidden.size() - 1)),
                Buffers.toArray(output.requireLogits())
            };
        } finally {
            Tensors.record(true);
        }
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static void assertClose(float[] got, double[] want) {
        assertThat(got).hasSize(want.length);
        for (int i = 0; i < want.length; i++) {
            assertThat((double) got[i]).isCloseTo(want[i], within(1e-4));
        }
    }
}
