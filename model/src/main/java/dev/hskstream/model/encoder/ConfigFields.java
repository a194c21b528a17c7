package dev.hskstream.model.encoder;

import java.util.Optional;

/** How an architecture's {@code config.json} calls what all of them have. */
record ConfigFields(
        String hiddenSize,
        String layers,
        String heads,
        String intermediateSize,
        String activation,
        String hiddenDropout,
        String attentionDropout) {
    /** BERT's own, which RoBERTa shares. */
    static final ConfigFields BERT = new ConfigFields(
            "hidden_size",
            "num_hidden_layers",
            "num_attention_heads",
            "intermediate_size",
            "hidden_act",
            "hidden_dropout_prob",
            "attention_probs_dropout_prob");

    static final ConfigFields DISTILBERT =
            new ConfigFields("dim", "n_layers", "n_heads", "hidden_dim", "activation", "dropout", "attention_dropout");

    /** Another name that Transformers takes for a field (its {@code attribute_map}): BERT's names, in DistilBERT's files. */
    Optional<String> alias(String field) {
        if (this.equals(BERT)) {
            return Optional.empty();
        }
        if (field.equals(hiddenSize)) {
            return Optional.of(BERT.hiddenSize);
        }
        if (field.equals(layers)) {
            return Optional.of(BERT.layers);
        }
        return field.equals(heads) ? Optional.of(BERT.heads) : Optional.empty();
    }
}
