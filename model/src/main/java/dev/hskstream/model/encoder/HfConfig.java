package dev.hskstream.model.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.JsonFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The text form of {@link BertConfig}: Hugging Face's {@code config.json}. */
final class HfConfig {
    private static final String CLASSIFIER = "BertForSequenceClassification";
    private static final JsonMapper JSON = new JsonMapper();

    private HfConfig() {}

    static BertConfig read(Path file) {
        JsonNode json = JsonFile.read(file);
        try {
            return fromJson(json);
        } catch (UserException | IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        }
    }

    private static BertConfig fromJson(JsonNode json) {
        require(json, "model_type", "bert");
        require(json, "hidden_act", "gelu");
        require(json, "position_embedding_type", "absolute");
        require(json, "is_decoder", "false");
        boolean regression = regression(json);
        return new BertConfig(
                integer(json, "vocab_size"),
                integer(json, "hidden_size"),
                integer(json, "num_hidden_layers"),
                integer(json, "num_attention_heads"),
                integer(json, "intermediate_size"),
                integer(json, "max_position_embeddings"),
                json.path("type_vocab_size").asInt(2),
                json.path("layer_norm_eps").asDouble(1e-12),
                json.path("hidden_dropout_prob").asDouble(0.1),
                json.path("attention_probs_dropout_prob").asDouble(0.1),
                regression ? List.of() : labels(json),
                regression);
    }

    /** A field that is absent has its default, which is always what we need. */
    private static void require(JsonNode json, String field, String supported) {
        String value = json.path(field).asText(supported);
        if (json.hasNonNull(field) && !value.equals(supported)) {
            throw new UserException(field + " \"" + value + "\" is not supported; only BERT with " + field + " \""
                    + supported + "\" is");
        }
    }

    private static int integer(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.canConvertToInt()) {
            throw new UserException("no number \"" + field + "\"; this is no BERT configuration");
        }
        return value.asInt();
    }

    private static boolean regression(JsonNode json) {
        return classifies(json)
                && (json.path("problem_type").asText().equals("regression")
                        || json.path("id2label").size() == 1
                        || json.path("num_labels").asInt() == 1);
    }

    private static boolean classifies(JsonNode json) {
        for (JsonNode architecture : json.path("architectures")) {
            if (architecture.asText().equals(CLASSIFIER)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> labels(JsonNode json) {
        JsonNode names = json.path("id2label");
        if (!classifies(json)) {
            return List.of();
        }
        if (names.isEmpty()) {
            return BertConfig.unnamedLabels(json.path("num_labels").asInt(2));
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            JsonNode name = names.path(Integer.toString(i));
            if (!name.isTextual()) {
                throw new UserException("id2label has no name for class " + i);
            }
            labels.add(name.asText());
        }
        return labels;
    }

    static String toJson(BertConfig config) {
        ObjectNode json = JSON.createObjectNode();
        json.putArray("architectures").add(config.outputs() == 0 ? "BertModel" : CLASSIFIER);
        json.put("attention_probs_dropout_prob", config.attentionDropout());
        json.put("hidden_act", "gelu");
        json.put("hidden_dropout_prob", config.hiddenDropout());
        json.put("hidden_size", config.hiddenSize());
        putLabels(json, config);
        json.put("initializer_range", 0.02);
        json.put("intermediate_size", config.intermediateSize());
        json.put("layer_norm_eps", config.layerNormEps());
        json.put("max_position_embeddings", config.maxPositions());
        json.put("model_type", "bert");
        json.put("num_attention_heads", config.heads());
        json.put("num_hidden_layers", config.layers());
        json.put("pad_token_id", 0);
        json.put("position_embedding_type", "absolute");
        json.put("torch_dtype", "float32");
        json.put("type_vocab_size", config.typeVocabSize());
        json.put("vocab_size", config.vocabSize());
        return json.toPrettyString() + "\n";
    }

    private static void putLabels(ObjectNode json, BertConfig config) {
        if (config.outputs() == 0) {
            return;
        }
        List<String> labels = config.regression() ? BertConfig.unnamedLabels(1) : config.labels();
        ObjectNode names = json.putObject("id2label");
        ObjectNode ids = json.putObject("label2id");
        for (int i = 0; i < labels.size(); i++) {
            names.put(Integer.toString(i), labels.get(i));
            ids.put(labels.get(i), i);
        }
        json.put("problem_type", config.regression() ? "regression" : "single_label_classification");
    }
}
