package dev.hskstream.model.encoder;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shape of an encoder with a classification head, as in a Hugging Face {@code config.json}.
 *
 * @param layers transformer layers; hidden states are {@code layers + 1}, the embeddings being number 0
 * @param maxPositions rows of the position table; {@link #maxTokens} of them are for tokens
 * @param typeVocabSize segments that the embeddings tell apart; 0 where the architecture knows none
 * @param padId the padding token's id
 * @param labels label names in the order of the logits; empty for regression and where there is no head
 * @param regression whether the head gives one number instead of a class
 * @param multiLabel whether each label is decided by itself (sigmoids) instead of one among all (softmax)
 * @param carried what the file that it was read from says beyond this; no part of {@link #toJson} and so of no fingerprint
 */
public record EncoderConfig(
        Architecture architecture,
        int vocabSize,
        int hiddenSize,
        int layers,
        int heads,
        int intermediateSize,
        int maxPositions,
        int typeVocabSize,
        int padId,
        double layerNormEps,
        double hiddenDropout,
        double attentionDropout,
        List<String> labels,
        boolean regression,
        boolean multiLabel,
        CarriedFields carried) {
    /** More layers than any network has: a wrong digit in a configuration. */
    private static final int MOST_LAYERS = 1000;

    public EncoderConfig {
        labels = List.copyOf(labels);
        positive("vocab_size", vocabSize);
        positive("hidden_size", hiddenSize);
        positive("num_hidden_layers", layers);
        positive("num_attention_heads", heads);
        positive("intermediate_size", intermediateSize);
        positive("max_position_embeddings", maxPositions);
        if (layers > MOST_LAYERS) {
            throw new IllegalArgumentException(
                    architecture.fields().layers() + " " + layers + " is more layers than any model has");
        }
        if (architecture.hasTypes()) {
            positive("type_vocab_size", typeVocabSize);
        }
        if (maxPositions <= architecture.firstPosition(padId) || padId < 0) {
            throw new IllegalArgumentException(
                    "max_position_embeddings " + maxPositions + " leaves no position behind pad_token_id " + padId);
        }
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

    /** A BERT that was read from no file; its padding has the id 0. */
    public EncoderConfig(
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
        this(
                Architecture.BERT,
                vocabSize,
                hiddenSize,
                layers,
                heads,
                intermediateSize,
                maxPositions,
                typeVocabSize,
                0,
                layerNormEps,
                hiddenDropout,
                attentionDropout,
                labels,
                regression,
                false,
                CarriedFields.NONE);
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
    public static EncoderConfig read(Path configJson) {
        return HfConfig.open(configJson).config();
    }

    /** The most tokens that there are positions for. */
    public int maxTokens() {
        return maxPositions - firstPosition();
    }

    /** The index of the first token's position. */
    public int firstPosition() {
        return architecture.firstPosition(padId);
    }

    /** A {@code config.json} that Hugging Face Transformers opens; the same configuration always gives the same text. */
    public String toJson() {
        return HfConfig.toJson(this);
    }

    /** {@link #toJson} and what is carried over from the file that this was read from: what a model's directory gets. */
    public String toFile() {
        return carried.toFile(this);
    }

    /** The width of the head: one number for regression, else one logit per label; 0 without a head. */
    public int outputs() {
        return regression ? 1 : labels.size();
    }

    /** The same model with another head. */
    public EncoderConfig withLabels(List<String> newLabels, boolean newRegression) {
        return with(layers, newLabels, newRegression, false, carried.withoutHead());
    }

    /** The same head with other names for its labels. */
    public EncoderConfig withNames(List<String> names) {
        return with(layers, names, regression, multiLabel, carried);
    }

    /** The same model with another number of layers. */
    public EncoderConfig withLayers(int newLayers) {
        return with(newLayers, labels, regression, multiLabel, carried);
    }

    /** The same model, of which a file says more. */
    EncoderConfig carrying(CarriedFields fields) {
        return with(layers, labels, regression, multiLabel, fields);
    }

    private EncoderConfig with(
            int newLayers,
            List<String> newLabels,
            boolean newRegression,
            boolean newMultiLabel,
            CarriedFields newCarried) {
        return new EncoderConfig(
                architecture,
                vocabSize,
                hiddenSize,
                newLayers,
                heads,
                intermediateSize,
                maxPositions,
                typeVocabSize,
                padId,
                layerNormEps,
                hiddenDropout,
                attentionDropout,
                newLabels,
                newRegression,
                newMultiLabel,
                newCarried);
    }

    /** The names that Hugging Face gives to {@code count} labels nobody named. */
    public static List<String> unnamedLabels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "LABEL_" + i).toList();
    }
}
