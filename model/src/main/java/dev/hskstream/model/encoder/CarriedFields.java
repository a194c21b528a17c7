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
 * Fields of a {@code config.json} that this program does not use but that also hold for a copy of the model. Copies
 * keep them, because other programs may read them. A configuration's fingerprint does not include them.
 *
 * @param fields by name, as read
 */
public record CarriedFields(Map<String, JsonNode> fields) {
    /** No fields: for a configuration that was not read from a file. */
    public static final CarriedFields NONE = new CarriedFields(Map.of());

    /** Fields that {@link EncoderConfig} represents itself, under the names that any architecture uses. */
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
     * Fields that would be wrong in a copy. A copy's weights are float32 and not quantised, it is in another place and
     * has no program code beside it, and its tokenizer class is stated in the tokenizer's files.
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

    /** Fields that describe the head, and so become wrong when the head is replaced. */
    private static final Set<String> HEAD = Set.of("finetuning_task", "seq_classif_dropout");

    public CarriedFields {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Collects the file's fields that are not already written from {@code config}. */
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

    /** Returns these fields without those that describe the head. */
    CarriedFields withoutHead() {
        Map<String, JsonNode> rest = new LinkedHashMap<>(fields);
        rest.keySet().removeAll(HEAD);
        return new CarriedFields(rest);
    }

    /** Returns a {@code config.json} with these fields added. They replace fields of the same name. */
    String toFile(EncoderConfig config) {
        ObjectNode json = HfConfig.json(config);
        fields.forEach(json::set);
        return json.toPrettyString() + "\n";
    }
}
