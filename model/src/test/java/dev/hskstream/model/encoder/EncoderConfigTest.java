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

class EncoderConfigTest {
    /** The config.json of bert-base-uncased. */
    private static final String BASE =
            """
            {"architectures": ["BertForMaskedLM"], "attention_probs_dropout_prob": 0.1, "gradient_checkpointing": false,
             "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "hidden_size": 768, "initializer_range": 0.02,
             "intermediate_size": 3072, "layer_norm_eps": 1e-12, "max_position_embeddings": 512, "model_type": "bert",
             "num_attention_heads": 12, "num_hidden_layers": 12, "pad_token_id": 0,
             "position_embedding_type": "absolute", "transformers_version": "4.6.0.dev0", "type_vocab_size": 2,
             "use_cache": true, "vocab_size": 30522}""";

    private final Path file;

    EncoderConfigTest(@TempDir Path directory) {
        this.file = directory.resolve("config.json");
    }

    @Test
    void readsBertBase() throws IOException {
        Files.writeString(file, BASE);

        assertThat(EncoderConfig.read(file))
                .isEqualTo(new EncoderConfig(30522, 768, 12, 12, 3072, 512, 2, 1e-12, 0.1, 0.1, List.of(), false));
    }

    @Test
    void readsWhatItWrites() throws IOException {
        EncoderConfig base = new EncoderConfig(100, 8, 2, 2, 16, 32, 2, 1e-12, 0.2, 0.1, List.of(), false);
        for (EncoderConfig config : List.of(
                base,
                base.withLabels(List.of("entailment", "neutral", "contradiction"), false),
                base.withLabels(List.of(), true),
                base.withLayers(5))) {
            Files.writeString(file, config.toJson());
            assertThat(EncoderConfig.read(file)).isEqualTo(config);
        }
    }

    @Test
    void writesWhatTransformersLooksFor() {
        String json = new EncoderConfig(100, 8, 2, 2, 16, 32, 2, 1e-12, 0.2, 0.1, List.of("no", "yes"), false).toJson();

        assertThat(json)
                .contains("\"BertForSequenceClassification\"")
                .contains("\"model_type\" : \"bert\"")
                .contains("\"problem_type\" : \"single_label_classification\"")
                .containsPattern("\"id2label\" : \\{\\s*\"0\" : \"no\",\\s*\"1\" : \"yes\"")
                .containsPattern("\"label2id\" : \\{\\s*\"no\" : 0,\\s*\"yes\" : 1");
    }

    @Test
    void readsAClassifierWithoutLabelNamesAsTransformersDoes() throws IOException {
        Files.writeString(file, BASE.replace("BertForMaskedLM", "BertForSequenceClassification"));

        assertThat(EncoderConfig.read(file).labels()).containsExactly("LABEL_0", "LABEL_1");
    }

    @Test
    void readsAHeadOfOneOutputAsRegression() throws IOException {
        Files.writeString(
                file,
                BASE.replace("BertForMaskedLM", "BertForSequenceClassification")
                        .replace("\"pad_token_id\"", "\"id2label\": {\"0\": \"LABEL_0\"}, \"pad_token_id\""));

        EncoderConfig config = EncoderConfig.read(file);

        assertThat(config.regression()).isTrue();
        assertThat(config.outputs()).isEqualTo(1);
        assertThat(config.labels()).isEmpty();
    }

    /** Transformers would give it a softmax over one class, which is always 1. */
    @Test
    void refusesAChoiceOfOneClass() throws IOException {
        Files.writeString(
                file,
                BASE.replace("BertForMaskedLM", "BertForSequenceClassification")
                        .replace(
                                "\"pad_token_id\"",
                                "\"problem_type\": \"single_label_classification\", \"id2label\": {\"0\": \"LABEL_0\"},"
                                        + " \"pad_token_id\""));

        assertThatThrownBy(() -> EncoderConfig.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": problem_type single_label_classification with one output");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bert\"|\"albert\"|model_type \"albert\" is not supported; models of the types bert, roberta, distilbert are",
                "\"gelu\"|\"relu\"|hidden_act \"relu\" is not supported",
                "\"absolute\"|\"relative_key\"|position_embedding_type \"relative_key\" is not supported",
                "\"use_cache\"|\"is_decoder\"|is_decoder \"true\" is not supported",
                "30522|\"many\"|no number \"vocab_size\"; this is no configuration of a Bert",
                "\"hidden_size\": 768|\"hidden_size\": 770|hidden_size 770 does not divide into 12 heads",
                "\"num_hidden_layers\": 12|\"num_hidden_layers\": 0|num_hidden_layers 0 is not positive",
                "\"num_hidden_layers\": 12|\"num_hidden_layers\": 2000000000|is more layers than any model has",
                "\"use_cache\": true|\"pruned_heads\": {\"0\": [1]}|pruned_heads is not supported"
            })
    void refusesWhatIsNoBertByName(String text, String instead, String reason) throws IOException {
        Files.writeString(file, BASE.replace(text, instead));

        assertThatThrownBy(() -> EncoderConfig.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(reason);
    }

    /** Transformers' other spelling of the exact GELU. */
    @Test
    void takesGeluPythonForGelu() throws IOException {
        Files.writeString(file, BASE);
        EncoderConfig expected = EncoderConfig.read(file);
        Files.writeString(file, BASE.replace("\"gelu\"", "\"gelu_python\""));

        assertThat(EncoderConfig.read(file)).isEqualTo(expected);
    }

    @Test
    void refusesMalformedJson() throws IOException {
        Files.writeString(file, "{\"model_type\"");

        assertThatThrownBy(() -> EncoderConfig.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": malformed JSON");
    }
}
