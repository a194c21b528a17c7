package dev.hskstream.model.encoder;

import java.util.Optional;

/** The names that an architecture's {@code config.json} uses for fields that all architectures have. */
record ConfigFields(
        String hiddenSize,
        String layers,
        String heads,
        String intermediateSize,
        String activation,
        String hiddenDropout,
        String attentionDropout) {
    /** The names in BERT's and RoBERTa's files. */
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

    /**
     * Returns another name that Transformers accepts for a field ({@code attribute_map}): BERT's name in DistilBERT's
     * files.
     */
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
