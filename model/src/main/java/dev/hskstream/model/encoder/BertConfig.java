package dev.hskstream.model.encoder;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shape of a BERT with a classification head, as in a Hugging Face {@code config.json}.
 *
 * @param layers transformer layers; hidden states are {@code layers + 1}, the embeddings being number 0
 * @param labels label names in the order of the logits; empty for regression and where there is no head
 * @param regression whether the head gives one number instead of a class
 */
public record BertConfig(
        int vocabSize,
        int hiddenSize,
        int layers,
        int heads,
        int intermediateSize,
        int maxPositions,
        int typeVocabSize,
        double layerNormEps,
        double hiddenDropout,
        double attentionDropout,
        List<String> labels,
        boolean regression) {
    public BertConfig {
        labels = List.copyOf(labels);
        positive("vocab_size", vocabSize);
        positive("hidden_size", hiddenSize);
        positive("num_hidden_layers", layers);
        positive("num_attention_heads", heads);
        positive("intermediate_size", intermediateSize);
        positive("max_position_embeddings", maxPositions);
        positive("type_vocab_size", typeVocabSize);
        if (hiddenSize % heads != 0) {
            throw new IllegalArgumentException(
                    "hidden_size " + hiddenSize + " does not divide into " + heads + " heads");
        }
        if (!(layerNormEps > 0)) {
            throw new IllegalArgumentException("layer_norm_eps " + layerNormEps + " is not positive");
        }
        share("hidden_dropout_prob", hiddenDropout);
        share("attention_probs_dropout_prob", attentionDropout);
        if (regression && !labels.isEmpty()) {
            throw new IllegalArgumentException("regression has no labels, there are " + labels);
        }
    }

    private static void positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " " + value + " is not positive");
        }
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " " + value + " is not in [0, 1)");
        }
    }

    /** Reads a Hugging Face {@code config.json}; a UserException names what makes it no BERT. */
    public static BertConfig read(Path configJson) {
        return HfConfig.read(configJson);
    }

    /** A {@code config.json} that Hugging Face Transformers opens; the same configuration always gives the same text. */
    public String toJson() {
        return HfConfig.toJson(this);
    }

    /** The width of the head: one number for regression, else one logit per label; 0 without a head. */
    public int outputs() {
        return regression ? 1 : labels.size();
    }

    /** The same model with another head. */
    public BertConfig withLabels(List<String> newLabels, boolean newRegression) {
        return with(layers, newLabels, newRegression);
    }

    /** The same model with another number of layers. */
    public BertConfig withLayers(int newLayers) {
        return with(newLayers, labels, regression);
    }

    private BertConfig with(int newLayers, List<String> newLabels, boolean newRegression) {
        return new BertConfig(
                vocabSize,
                hiddenSize,
                newLayers,
                heads,
                intermediateSize,
                maxPositions,
                typeVocabSize,
                layerNormEps,
                hiddenDropout,
                attentionDropout,
                newLabels,
                newRegression);
    }

    /** The names that Hugging Face gives to {@code count} labels nobody named. */
    public static List<String> unnamedLabels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "LABEL_" + i).toList();
    }
}
