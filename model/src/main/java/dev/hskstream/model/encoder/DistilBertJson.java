package dev.hskstream.model.encoder;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the fields of DistilBERT's {@code config.json}, sorted by name. */
final class DistilBertJson {
    private DistilBertJson() {}

    static void put(ObjectNode json, EncoderConfig config) {
        json.put("activation", "gelu");
        json.put("attention_dropout", config.attentionDropout());
        json.put("dim", config.hiddenSize());
        json.put("dropout", config.hiddenDropout());
        json.put("hidden_dim", config.intermediateSize());
        HfConfig.putLabels(json, config);
        json.put("initializer_range", 0.02);
        json.put("max_position_embeddings", config.maxPositions());
        json.put("model_type", config.architecture().modelType());
        json.put("n_heads", config.heads());
        json.put("n_layers", config.layers());
        json.put("pad_token_id", config.padId());
        // Our training applies the hidden dropout rate to the head too.
        json.put("seq_classif_dropout", config.hiddenDropout());
        json.put("sinusoidal_pos_embds", false);
        json.put("torch_dtype", "float32");
        json.put("vocab_size", config.vocabSize());
    }
}
