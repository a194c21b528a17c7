package dev.hskstream.model.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fields of a {@code config.json} that decide nothing here and are true of a copy too: other programs read them, so copies
 * keep them. They are no part of what a configuration's fingerprint is computed from.
 *
 * @param fields by name, as they were read
 */
public record CarriedFields(Map<String, JsonNode> fields) {
    /** None: of a configuration that was read from no file. */
    public static final CarriedFields NONE = new CarriedFields(Map.of());

    /** What {@link EncoderConfig} has of its own, under the names of all architectures. */
    private static final Set<String> OWN = Stream.concat(
                    Stream.of(ConfigFields.BERT, ConfigFields.DISTILBERT)
                            .flatMap(fields -> Stream.of(
                                    fields.hiddenSize(),
                                    fields.layers(),
                                    fields.heads(),
                                    fields.intermediateSize(),
                                    fields.activation(),
                                    fields.hiddenDropout(),
                                    fields.attentionDropout())),
                    Stream.of(
                            "architectures",
                            "model_type",
                            "vocab_size",
                            "max_position_embeddings",
                            "position_embedding_type",
                            "type_vocab_size",
                            "pad_token_id",
                            "layer_norm_eps",
                            "id2label",
                            "label2id",
                            "num_labels",
                            "_num_labels",
                            "problem_type"))
            .collect(Collectors.toUnmodifiableSet());

    /**
     * What is not true of a copy: its weights are float32 and not quantised, it lies elsewhere, has no program code beside
     * it, and its tokenizer's files say what their class is.
     */
    private static final Set<String> UNTRUE = Set.of(
            "_name_or_path",
            "_commit_hash",
            "name_or_path",
            "auto_map",
            "custom_pipelines",
            "torch_dtype",
            "dtype",
            "quantization_config",
            "compression_config",
            "pruned_heads",
            "layer_types",
            "tokenizer_class",
            "transformers_version",
            "adapters");

    /** What is said of a head and not of another one in its place. */
    private static final Set<String> HEAD = Set.of("finetuning_task", "seq_classif_dropout");

    public CarriedFields {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The fields of a file beyond what the configuration read from it writes anyway. */
    static CarriedFields of(JsonNode json, EncoderConfig config) {
        ObjectNode written = HfConfig.json(config);
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        json.properties().forEach(field -> {
            String name = field.getKey();
            boolean ours = OWN.contains(name) || UNTRUE.contains(name) || name.startsWith("_attn_implementation");
            if (!ours && !field.getValue().equals(written.get(name))) {
                fields.put(name, field.getValue().deepCopy());
            }
        });
        return new CarriedFields(fields);
    }

    /** Without what was said of the head. */
    CarriedFields withoutHead() {
        Map<String, JsonNode> rest = new LinkedHashMap<>(fields);
        rest.keySet().removeAll(HEAD);
        return new CarriedFields(rest);
    }

    /** A {@code config.json} with these fields, which count over those of the same name. */
    String toFile(EncoderConfig config) {
        ObjectNode json = HfConfig.json(config);
        fields.forEach(json::set);
        return json.toPrettyString() + "\n";
    }
}
