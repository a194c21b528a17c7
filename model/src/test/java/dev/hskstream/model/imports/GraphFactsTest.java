package dev.hskstream.model.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.Architecture;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.HfConfig;
import dev.hskstream.model.formats.JsonFile;
import dev.hskstream.model.imports.ImportOptions.TextCase;
import dev.hskstream.model.imports.graph.GraphRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts from a graph, from the files beside it and from the user, and contradictions between them. */
class GraphFactsTest {
    private static final GraphRun NOT_RUN = new GraphRun(Map.of(), Map.of(), "not run");

    private final Path directory;

    GraphFactsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /**
     * The hidden size is 128; 0 keeps a dimension and -1 is inferred. The first case is what exporters write since
     * 2025.
     */
    @ParameterizedTest
    @CsvSource({"0,0,-1,32,4", "2,7,-1,32,4", "0,0,-1,128,1", "0,0,4,32,4", "-1,7,2,64,2", "0,0,1,128,1", "0,0,8,-1,8"})
    void headsAreReadFromTheReshapingOfTheQueries(long batch, long tokens, long heads, long size, int expected) {
        GraphIndex index = new TinyGraph().query(0, batch, tokens, heads, size).index();

        assertThat(HeadCount.of(index, NOT_RUN, TinyGraph.HIDDEN, 1)).hasValue(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,0,-1,-1", "0,0,-1,48", "0,0,3,32"})
    void aReshapingThatDoesNotTellIsNotGuessed(long batch, long tokens, long heads, long size) {
        GraphIndex index = new TinyGraph().query(0, batch, tokens, heads, size).index();

        assertThat(HeadCount.of(index, NOT_RUN, TinyGraph.HIDDEN, 1)).isEmpty();
    }

    @Test
    void aRunShowsTheShapeThatIsNotWritten() {
        GraphIndex index = new TinyGraph().query(0, 0, 0, -1, -1).index();
        GraphRun run = new GraphRun(Map.of(), Map.of("r", new int[] {1, 7, 4, 32}), "");

        assertThat(HeadCount.of(index, run, TinyGraph.HIDDEN, 1)).hasValue(4);
    }

    @Test
    void layersWithDifferentNumbersOfHeadsAreRefused() {
        GraphIndex index =
                new TinyGraph().query(0, 0, 0, -1, 32).query(1, 0, 0, -1, 64).index();

        assertThatThrownBy(() -> HeadCount.of(index, NOT_RUN, TinyGraph.HIDDEN, 2))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("layer 1 has 2 attention heads, the ones before it 4");
    }

    @ParameterizedTest
    @CsvSource({
        "Erf,'',gelu",
        "Gelu,'',gelu",
        "Gelu,none,gelu",
        "Gelu,tanh,gelu_new",
        "Tanh,'',gelu_new",
        "FastGelu,'',gelu_new",
        "Relu,'',relu",
        "Sigmoid,'',quick_gelu or silu"
    })
    void theActivationIsReadAndNotAssumed(String operator, String approximate, String name) {
        assertThat(GraphActivation.of(
                        new TinyGraph().activation(operator, approximate).index()))
                .isEqualTo(name);
    }

    /**
     * The scale of the quantised input connects the activation with everything behind the product, also the pooler's
     * Tanh.
     */
    @Test
    void theActivationOfAQuantisedGraphEndsWhereTheNextLayersInputIsRounded() {
        GraphIndex index = new TinyGraph()
                .activation("Erf", "")
                .node("DynamicQuantizeLinear", List.of("a"), "scale")
                .node("Mul", List.of("scale", "weightScale"), "scales")
                .node("Mul", List.of("product", "scales"), "dense")
                .node("Tanh", List.of("dense"), "pooled")
                .index();

        assertThat(GraphActivation.of(index)).isEqualTo("gelu");
    }

    @Test
    void anActivationThatIsNotKnownIsRefusedByItsOperators() {
        assertThatThrownBy(() -> GraphActivation.of(
                        new TinyGraph().activation("Softsign", "").index()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cannot be told from its operators [Softsign]");
    }

    @Test
    void contradictionsBetweenGraphAndConfigAreRefused() {
        EncoderConfig graph = config(4, List.of("LABEL_0", "LABEL_1"));

        assertThatThrownBy(() -> merge(config(8, List.of("a", "b")), graph, new ArrayList<>()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("num_attention_heads is 4 in the graph and 8 in");
        assertThatThrownBy(() -> merge(config(4, List.of("a", "b", "c")), graph, new ArrayList<>()))
                .hasMessageContaining("the number of labels is 2 in the graph and 3 in");
    }

    @Test
    void labelNamesComeFromTheConfigBesideTheGraph() {
        List<String> notices = new ArrayList<>();

        assertThat(merge(config(4, List.of("ant", "bee")), config(4, List.of("LABEL_0", "LABEL_1")), notices)
                        .labels())
                .containsExactly("ant", "bee");
        assertThat(notices).isEmpty();
    }

    @Test
    void aHeadThatOnlyOneOfThemHasIsKeptOrItsDroppingIsSaid() throws IOException {
        List<String> notices = new ArrayList<>();
        Files.writeString(directory.resolve("config.json"), "{\"id2label\":{\"0\":\"ant\",\"1\":\"bee\"}}");

        assertThat(merge(config(4, List.of()), config(4, List.of("LABEL_0", "LABEL_1")), notices)
                        .labels())
                .containsExactly("ant", "bee");
        assertThat(merge(config(4, List.of("ant", "bee")), config(4, List.of()), notices)
                        .labels())
                .isEmpty();
        assertThat(notices).hasSize(2);
        assertThat(notices.get(0)).contains("it is kept with the labels of id2label");
        assertThat(notices.get(1)).contains("the graph has no classifier, so the labels in");
    }

    @Test
    void whetherTextsAreLowerCasedIsWhatTheFileBesideTheVocabularySays() throws IOException {
        Path vocabulary = vocabulary("cat");
        Files.writeString(
                directory.resolve("tokenizer_config.json"), "{\"do_lower_case\":false,\"model_max_length\":32}");
        List<String> notices = new ArrayList<>();

        GraphTokenizer tokenizer = GraphTokenizer.read(vocabulary, Optional.empty(), notices);

        assertThat(tokenizer.json()).contains("\"lowercase\":false");
        assertThat(tokenizer.maxLength()).isEqualTo(32);
        assertThat(notices).isEmpty();
        assertThatThrownBy(() -> GraphTokenizer.read(vocabulary, Optional.of(TextCase.UNCASED), notices))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--case contradicts");
    }

    @ParameterizedTest
    @CsvSource({"Paris,false", "paris,true"})
    void whereNobodySaysItTheVocabularyDoesAndThatIsSaid(String word, boolean lowercase) throws IOException {
        List<String> notices = new ArrayList<>();

        GraphTokenizer tokenizer = GraphTokenizer.read(vocabulary(word), Optional.empty(), notices);

        assertThat(tokenizer.json()).contains("\"lowercase\":" + lowercase);
        assertThat(notices).singleElement().asString().contains("says whether texts are lower-cased");
    }

    @Test
    void theUserMaySayIt() throws IOException {
        List<String> notices = new ArrayList<>();

        assertThat(GraphTokenizer.read(vocabulary("Paris"), Optional.of(TextCase.UNCASED), notices)
                        .json())
                .contains("\"lowercase\":true");
        assertThat(notices).isEmpty();
    }

    private Path vocabulary(String word) throws IOException {
        return Files.writeString(directory.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n" + word + "\n");
    }

    private EncoderConfig merge(EncoderConfig beside, EncoderConfig graph, List<String> notices) {
        Path file = directory.resolve("config.json");
        JsonNode json = Files.exists(file) ? JsonFile.read(file) : new JsonMapper().createObjectNode();
        return ConfigBeside.merge(new HfConfig(file, json, Architecture.BERT), beside, graph, notices);
    }

    private static EncoderConfig config(int heads, List<String> labels) {
        return new EncoderConfig(100, TinyGraph.HIDDEN, 1, heads, 48, 64, 2, 1e-12, 0.1, 0.1, labels, false);
    }
}
