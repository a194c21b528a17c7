package dev.hskstream.model.encoder;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the fields of BERT's and RoBERTa's {@code config.json}, sorted by name. */
final class BertJson {
    private BertJson() {}

    static void put(ObjectNode json, EncoderConfig config) {
        boolean roberta = config.architecture() == Architecture.ROBERTA;
        json.put("attention_probs_dropout_prob", config.attentionDropout());
        if (roberta) {
            json.put("bos_token_id", 0);
            json.put("eos_token_id", 2);
        }
        json.put("hidden_act", "gelu");
        json.put("hidden_dropout_prob", config.hiddenDropout());
        json.put("hidden_size", config.hiddenSize());
        HfConfig.putLabels(json, config);
        json.put("initializer_range", 0.02);
        json.put("intermediate_size", config.intermediateSize());
        json.put("layer_norm_eps", config.layerNormEps());
        json.put("max_position_embeddings", config.maxPositions());
        json.put("model_type", config.architecture().modelType());
        json.put("num_attention_heads", config.heads());
        json.put("num_hidden_layers", config.layers());
        json.put("pad_token_id", config.padId());
        json.put("position_embedding_type", "absolute");
        json.put("torch_dtype", "float32");
        json.put("type_vocab_size", config.typeVocabSize());
        json.put("vocab_size", config.vocabSize());
    }
}
