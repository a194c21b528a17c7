package dev.hskstream.model.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.HfConfig;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.formats.onnx.OnnxGraph;
import dev.hskstream.model.imports.graph.GraphRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The features by which graphs that {@code torch.onnx.export} made of Transformers models are told apart. */
class GraphArchitectureTest {
    private static final String POSITIONS = "embeddings.position_embeddings.weight";

    private final Path config;

    GraphArchitectureTest(@TempDir Path directory) {
        this.config = directory.resolve("config.json");
    }

    @ParameterizedTest
    @CsvSource({
        "roberta.embeddings.word_embeddings.weight, roberta",
        "model.roberta.encoder.layer.0.output.dense.bias, roberta",
        "distilbert.embeddings.word_embeddings.weight, distilbert",
        "transformer.layer.1.attention.q_lin.bias, distilbert",
        "0.auto_model.transformer.layer.1.ffn.lin1.bias, distilbert",
    })
    void anotherNetworkIsNamedByItsWeights(String weight, String network) {
        OnnxGraph graph = new TinyGraph().constant(weight, 1).index().graph();

        assertRefused(graph, Optional.empty(), "the graph is a " + network + "'s", weight, "save_pretrained");
    }

    @Test
    void robertaWithoutAHeadIsKnownByHowItCountsPositions() {
        OnnxGraph roberta = new TinyGraph()
                .constant(POSITIONS, 1)
                .node("CumSum", List.of("mask", "axis"), "sum")
                .node("Mul", List.of("sum", "mask"), "product")
                .node("Add", List.of("product", "pad"), "positions")
                .node("Gather", List.of(POSITIONS, "positions"), "rows")
                .index()
                .graph();

        assertRefused(roberta, Optional.empty(), "the graph is a roberta's", "positions");
    }

    @Test
    void bertIsReadAlsoWhereItCountsSomethingElse() {
        OnnxGraph bert = new TinyGraph()
                .constant(POSITIONS, 1)
                .node("Slice", List.of("table", "from"), "positions")
                .node("Gather", List.of(POSITIONS, "positions"), "rows")
                .node("CumSum", List.of("rows", "axis"), "sum")
                .index()
                .graph();

        assertThatCode(() -> GraphArchitecture.requireBert(bert, Optional.empty()))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"roberta", "distilbert"})
    void aConfigurationOfAnotherNetworkBesideTheGraphCounts(String type) throws IOException {
        Files.writeString(config, "{\"model_type\": \"" + type + "\"}");

        assertRefused(
                new TinyGraph().index().graph(),
                Optional.of(config),
                "the graph is a " + type + "'s",
                "config.json says");
    }

    /** A RoBERTa whose positions are an input has BERT's names and none of the features above. */
    @ParameterizedTest
    @CsvSource({"'', false", "{}, false", "{\"model_type\": \"bert\"}, true"})
    void aBytePairTokenizerIsBertsOnlyWhereAFileSaysThatTheModelIs(String json, boolean read) throws IOException {
        Files.writeString(config, json);
        Optional<HfConfig> file = json.isEmpty() ? Optional.empty() : Optional.of(HfConfig.open(config));
        ThrowingCallable check = () -> GraphArchitecture.requireBertsTokenizer(
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {}, \"merges\": []}}", Path.of("tokenizer.json"), file);

        if (read) {
            assertThatCode(check).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(check)
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("tokenizer.json is a byte-level BPE tokenizer");
        }
    }

    /** The graph is run on seven tokens and has three labels. */
    @ParameterizedTest
    @CsvSource({
        "BertForSequenceClassification, true, text, true",
        "'', true, text, true",
        "'', true, token, false",
        "BertForTokenClassification, true, '', false",
        "BertForMultipleChoice, true, text, false",
        "'', false, '', false",
    })
    void aClassifierOfAnythingButWholeTextsIsLeftOut(String declared, boolean pooler, String of, boolean kept)
            throws IOException {
        Files.writeString(config, "{\"architectures\": [" + (declared.isEmpty() ? "" : '"' + declared + '"') + "]}");
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        weights.put("classifier.weight", HostTensor.zeros(3, 2));
        weights.put("classifier.bias", HostTensor.zeros(3));
        if (pooler) {
            weights.put("pooler.dense.weight", HostTensor.zeros(2, 2));
        }
        GraphRun run = of.isEmpty()
                ? new GraphRun(Map.of(), Map.of(), "cannot be computed")
                : giving(of.equals("token") ? new long[] {1, 7, 3} : new long[] {1, 3});
        List<String> notices = new ArrayList<>();

        GraphHead.keep(weights, run, 7, Optional.of(HfConfig.open(config)), notices);

        assertThat(weights.containsKey("classifier.weight")).isEqualTo(kept);
        assertThat(weights.containsKey("classifier.bias")).isEqualTo(kept);
        assertThat(notices).hasSize(kept ? 0 : 1);
    }

    private static GraphRun giving(long... shape) {
        OnnxGraph parts = new TinyGraph()
                .constant("shape", shape)
                .node("ConstantOfShape", List.of("shape"), "logits")
                .index()
                .graph();
        return GraphRun.of(
                new OnnxGraph(parts.nodes(), parts.constants(), List.of(), List.of("logits"), 14),
                new int[7],
                new int[7]);
    }

    private static void assertRefused(OnnxGraph graph, Optional<Path> config, String... parts) {
        assertThatThrownBy(() -> GraphArchitecture.requireBert(graph, config.map(HfConfig::open)))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(parts);
    }
}
