package dev.hskstream.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A field that {@code config.json} leaves out has the default of the configuration class in Transformers. */
class ClassDefaultsTest {
    private final Path file;

    ClassDefaultsTest(@TempDir Path directory) {
        this.file = directory.resolve("config.json");
    }

    /**
     * The expected values are those of {@code BertConfig()}, {@code RobertaConfig()} and {@code DistilBertConfig()}.
     */
    @ParameterizedTest
    @CsvSource({
        // type, vocabulary, hidden, layers, heads, intermediate, positions, token types, padding id, epsilon, two
        // dropout rates
        "bert,       30522, 768, 12, 12, 3072, 512, 2, 0, 1e-12, 0.1, 0.1",
        "roberta,    50265, 768, 12, 12, 3072, 512, 2, 1, 1e-12, 0.1, 0.1",
        "distilbert, 30522, 768,  6, 12, 3072, 512, 0, 0, 1e-12, 0.1, 0.1"
    })
    void everyFieldThatIsLeftOutIsThatOfTheClass(
            String type,
            int vocabulary,
            int hidden,
            int layers,
            int heads,
            int intermediate,
            int positions,
            int types,
            int padding,
            double epsilon,
            double hiddenDropout,
            double attentionDropout)
            throws IOException {
        assertThat(read("\"model_type\": \"" + type + "\""))
                .isEqualTo(new EncoderConfig(
                        Architecture.of(type).orElseThrow(),
                        vocabulary,
                        hidden,
                        layers,
                        heads,
                        intermediate,
                        positions,
                        types,
                        padding,
                        epsilon,
                        hiddenDropout,
                        attentionDropout,
                        List.of(),
                        false,
                        false,
                        CarriedFields.NONE));
    }

    /** {@code BertForSequenceClassification(BertConfig())} has two outputs, {@code LABEL_0} and {@code LABEL_1}. */
    @ParameterizedTest
    @CsvSource({"bert, Bert", "roberta, Roberta", "distilbert, DistilBert"})
    void aClassifierWithoutLabelsHasTwo(String type, String name) throws IOException {
        EncoderConfig config = read(
                "\"model_type\": \"" + type + "\", \"architectures\": [\"" + name + "ForSequenceClassification\"]");

        assertThat(config.labels()).containsExactly("LABEL_0", "LABEL_1");
        assertThat(config.regression()).isFalse();
        assertThat(config.multiLabel()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"hidden_act\": \"gelu\"", "\"hidden_size\": 768, \"vocab_size\": 30522"})
    void aFileThatDoesNotSayWhatItIsMustHaveItsExtents(String fields) {
        assertThatThrownBy(() -> read(fields))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": no number \"");
    }

    /** As in {@code DistilBertConfig.from_dict}, whose attribute_map also accepts BERT's names. */
    @Test
    void distilbertsFieldsAreKnownByBertsNames() throws IOException {
        EncoderConfig config = read("\"model_type\": \"distilbert\", \"hidden_size\": 64, \"num_attention_heads\": 8,"
                + " \"num_hidden_layers\": 3");

        assertThat(config.hiddenSize()).isEqualTo(64);
        assertThat(config.heads()).isEqualTo(8);
        assertThat(config.layers()).isEqualTo(3);
    }

    @Test
    void twoNamesOfAFieldWithTwoValuesAreRefused() {
        assertThatThrownBy(() -> read("\"model_type\": \"distilbert\", \"n_heads\": 12, \"num_attention_heads\": 8"))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        file + ": n_heads is 12 and num_attention_heads is 8, which are two names of one field; remove"
                                + " the wrong one");
    }

    /** DistilBERT's code in Transformers has {@code nn.LayerNorm(normalized_shape=config.dim, eps=1e-12)}. */
    @Test
    void distilbertsEpsilonIsAConstantWhateverItsFileSays() throws IOException {
        assertThat(read("\"model_type\": \"distilbert\", \"layer_norm_eps\": 1e-5")
                        .layerNormEps())
                .isEqualTo(1e-12);
    }

    private EncoderConfig read(String fields) throws IOException {
        Files.writeString(file, "{" + fields + "}");
        return EncoderConfig.read(file);
    }
}
