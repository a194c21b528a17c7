package dev.hskstream.model.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields of the original's {@code config.json} a copy keeps, among those that this program does not use. */
class CarriedFieldsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final PretrainedModel model = TinyModel.of(TinyModel.config(), true);
    private final Path original;
    private final Path copy;

    CarriedFieldsTest(@TempDir Path directory) {
        this.original = directory.resolve("original");
        this.copy = directory.resolve("copy");
    }

    @BeforeEach
    void save() {
        model.save(original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "finetuning_task|\"mnli\"",
                "classifier_dropout|0.3",
                "classifier_dropout|null",
                "task_specific_params|{\"x\":{\"y\":[1,2.5,null]}}",
                "custom field|[\"ä\",{}]",
                "use_cache|false",
                "tie_word_embeddings|false",
                "chunk_size_feed_forward|2",
                "initializer_range|0.01",
                "bos_token_id|7",
                "gradient_checkpointing|true",
            })
    void fieldsThatNobodyHereReadsStandInACopyAndInNoFingerprint(String name, String value) throws IOException {
        change(name, value);

        PretrainedModel read = PretrainedModel.load(original, notice -> {});
        read.save(copy);

        assertThat(config().get(name)).isEqualTo(JSON.readTree(value));
        assertThat(read.fingerprint()).isEqualTo(model.fingerprint());
        assertThat(PretrainedModel.load(copy, notice -> {})).isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_name_or_path",
                "transformers_version",
                "quantization_config",
                "auto_map",
                "_attn_implementation_autoset",
                "tokenizer_class",
                "n_layers",
                "dim",
                "num_labels"
            })
    void whatIsUntrueOfACopyIsLeftOut(String name) throws IOException {
        change(name, "\"1\"");

        PretrainedModel.load(original, notice -> {}).save(copy);

        assertThat(config().has(name)).isFalse();
    }

    /** None of these values is a number or means the default. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "layer_norm_eps|\"small\"",
                "layer_norm_eps|\"1e-2\"",
                "type_vocab_size|\"one\"",
                "pad_token_id|[0]",
                "hidden_dropout_prob|true",
                "attention_probs_dropout_prob|\"none\"",
                "hidden_size|8.5"
            })
    void whatIsNoNumberIsNotTakenForOne(String name, String value) throws IOException {
        change(name, value);

        assertThatThrownBy(() -> PretrainedModel.load(original))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("config.json")
                .hasMessageContaining(name);
    }

    @Test
    void whatIsAnotherInACopyIsSetRight() throws IOException {
        change("torch_dtype", "\"float16\"");
        change("architectures", "[\"BertForMaskedLM\"]");
        change("hidden_act", "null");

        PretrainedModel.load(original, notice -> {}).save(copy);

        assertThat(config().get("torch_dtype").asText()).isEqualTo("float32");
        assertThat(config().get("architectures").toString()).isEqualTo("[\"BertForSequenceClassification\"]");
        assertThat(config().get("hidden_act").asText()).isEqualTo("gelu");
    }

    @Test
    void aCopyWithOtherLayersAndLabelsKeepsThemToo() throws IOException {
        change("custom", "1");
        change("finetuning_task", "\"mnli\"");
        PretrainedModel read = PretrainedModel.load(original, notice -> {});

        String other = read.config()
                .withLayers(1)
                .withLabels(List.of("a", "b", "c"), false)
                .toFile();

        JsonNode json = JSON.readTree(other);
        assertThat(json.get("custom").asInt()).isEqualTo(1);
        assertThat(json.get("num_hidden_layers").asInt()).isEqualTo(1);
        assertThat(json.get("id2label").size()).isEqualTo(3);
        assertThat(json.has("finetuning_task"))
                .as("what another head was made for")
                .isFalse();
    }

    private void change(String name, String value) throws IOException {
        Path file = original.resolve("config.json");
        ObjectNode json = JSON.readValue(file.toFile(), ObjectNode.class);
        json.set(name, JSON.readTree(value));
        Files.writeString(file, json.toPrettyString());
    }

    private JsonNode config() throws IOException {
        return JSON.readTree(copy.resolve("config.json").toFile());
    }
}
