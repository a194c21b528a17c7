package dev.hskstream.model.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hskstream.base.UserException;
import dev.hskstream.model.formats.JsonFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Hugging Face {@code config.json}. It is read in two steps, because only the weights show which head a model has.
 *
 * @param file the file, for error messages
 */
public record HfConfig(Path file, JsonNode json, Architecture architecture) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Reads the file and determines the architecture.
     *
     * @throws UserException if it is not a JSON object, or the model type is not supported
     */
    public static HfConfig open(Path file) {
        JsonNode json = JsonFile.read(file);
        try {
            return new HfConfig(file, json, architecture(json));
        } catch (UserException | IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        }
    }

    /** Determines the architecture. The first BERT models, of 2018, have no {@code model_type}. */
    private static Architecture architecture(JsonNode json) {
        String type = json.path("model_type").asText("bert");
        return Architecture.of(json.hasNonNull("model_type") ? type : "bert")
                .orElseThrow(() -> new UserException("model_type \"" + type
                        + "\" is not supported; models of the types "
                        + String.join(
                                ", ",
                                Architecture.ALL.stream()
                                        .map(Architecture::modelType)
                                        .toList())
                        + " are"));
    }

    /** Returns the configuration without knowledge of the weights: the model has a head if the file declares one. */
    public EncoderConfig config() {
        return guarded(OptionalInt.empty(), declares(architecture.classifier()));
    }

    /**
     * Returns the configuration of a model whose weights are known.
     *
     * @param outputs number of outputs of the classifier that is kept; 0 if there is none
     * @throws UserException naming the file and the field that does not fit
     */
    public EncoderConfig config(int outputs) {
        return guarded(OptionalInt.of(outputs), outputs > 0);
    }

    /** Describes a contradiction between {@code id2label} and {@code label2id}; empty if there is none. */
    public Optional<String> contradiction() {
        return HeadLabels.contradiction(json).map(said -> file + ": " + said);
    }

    /** Adds the file's further fields to a configuration that was read from it. */
    public EncoderConfig carrying(EncoderConfig config) {
        return config.carrying(CarriedFields.of(json, config));
    }

    /** Whether {@code architectures} contains the class name. */
    public boolean declares(String className) {
        for (JsonNode declared : json.path("architectures")) {
            if (declared.asText().equals(className)) {
                return true;
            }
        }
        return false;
    }

    /** The first entry of {@code architectures}; empty text if there is none. */
    public String declared() {
        return json.path("architectures").path(0).asText();
    }

    private EncoderConfig guarded(OptionalInt outputs, boolean head) {
        try {
            return read(HeadLabels.of(json, outputs, head));
        } catch (UserException | IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        }
    }

    private EncoderConfig read(HeadLabels head) {
        ConfigFields fields = architecture.fields();
        require(fields.activation(), ClassDefaults.ACTIVATION, "gelu_python");
        require("position_embedding_type", "absolute");
        require("is_decoder", "false");
        require("add_cross_attention", "false");
        if (!json.path("pruned_heads").isEmpty()) {
            throw new UserException("pruned_heads is not supported; save the model without them");
        }
        ClassDefaults defaults = architecture.defaults();
        ConfigNumbers numbers = new ConfigNumbers(json, architecture);
        return new EncoderConfig(
                architecture,
                numbers.size("vocab_size", defaults.vocabSize()),
                numbers.size(fields.hiddenSize(), ClassDefaults.HIDDEN_SIZE),
                numbers.size(fields.layers(), defaults.layers()),
                numbers.size(fields.heads(), ClassDefaults.HEADS),
                numbers.size(fields.intermediateSize(), ClassDefaults.INTERMEDIATE_SIZE),
                numbers.size("max_position_embeddings", ClassDefaults.POSITIONS),
                architecture.hasTypes() ? numbers.integer("type_vocab_size", ClassDefaults.TYPES) : 0,
                numbers.integer("pad_token_id", defaults.padId()),
                architecture.saysNormEps()
                        ? numbers.number("layer_norm_eps", ClassDefaults.NORM_EPS)
                        : ClassDefaults.NORM_EPS,
                numbers.number(fields.hiddenDropout(), ClassDefaults.DROPOUT),
                numbers.number(fields.attentionDropout(), ClassDefaults.DROPOUT),
                head.labels(),
                head.regression(),
                head.multiLabel(),
                CarriedFields.NONE);
    }

    /** Refuses any value but {@code supported}, the default of an absent field, and {@code synonyms}, which mean the same. */
    private void require(String field, String supported, String... synonyms) {
        String value = json.path(field).asText(supported);
        boolean same = value.equals(supported) || List.of(synonyms).contains(value);
        if (json.hasNonNull(field) && !same) {
            throw new UserException(field + " \"" + value + "\" is not supported; only " + architecture.className()
                    + " with " + field + " \"" + supported + "\" is");
        }
    }

    static String toJson(EncoderConfig config) {
        return json(config).toPrettyString() + "\n";
    }

    static ObjectNode json(EncoderConfig config) {
        ObjectNode json = JSON.createObjectNode();
        Architecture architecture = config.architecture();
        json.putArray("architectures").add(config.outputs() == 0 ? architecture.encoder() : architecture.classifier());
        if (architecture.fields().equals(ConfigFields.DISTILBERT)) {
            DistilBertJson.put(json, config);
        } else {
            BertJson.put(json, config);
        }
        return json;
    }

    static void putLabels(ObjectNode json, EncoderConfig config) {
        if (config.outputs() == 0) {
            return;
        }
        List<String> labels = config.regression() ? EncoderConfig.unnamedLabels(1) : config.labels();
        ObjectNode names = json.putObject("id2label");
        ObjectNode ids = json.putObject("label2id");
        for (int i = 0; i < labels.size(); i++) {
            names.put(Integer.toString(i), labels.get(i));
            ids.put(labels.get(i), i);
        }
        json.put("problem_type", problemType(config));
    }

    private static String problemType(EncoderConfig config) {
        if (config.regression()) {
            return HeadLabels.REGRESSION;
        }
        return config.multiLabel() ? HeadLabels.MULTI_LABEL : HeadLabels.SINGLE_LABEL;
    }
}
