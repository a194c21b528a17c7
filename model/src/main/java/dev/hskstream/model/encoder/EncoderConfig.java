package dev.hskstream.model.encoder;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shape of an encoder with a classification head, as in a Hugging Face {@code config.json}.
 *
 * @param vocabSize rows of the word embeddings
 * @param hiddenSize width of the hidden states
 * @param layers number of transformer layers; there are {@code layers + 1} hidden states, number 0 being the embeddings
 * @param heads attention heads per layer
 * @param intermediateSize width of the feed-forward layer
 * @param maxPositions rows of the position table, of which tokens can use {@link #maxTokens}
 * @param typeVocabSize number of token types; 0 if the architecture has none
 * @param padId id of the padding token
 * @param hiddenDropout dropout rate of hidden states, in [0, 1)
 * @param attentionDropout dropout rate of attention probabilities, in [0, 1)
 * @param labels label names in the order of the logits; empty for regression and without a head
 * @param regression whether the head outputs one score instead of classes
 * @param multiLabel whether each label is decided independently (sigmoid) instead of choosing one of them (softmax)
 * @param carried further fields of the file that this was read from; not part of {@link #toJson} nor of fingerprints
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
    /** An upper limit that catches wrong numbers in a configuration; real networks have fewer layers. */
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

    /** Creates the configuration of a BERT that was not read from a file; its padding id is 0. */
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

    /**
     * Reads a Hugging Face {@code config.json}.
     *
     * @throws UserException naming what is not supported or wrong
     */
    public static EncoderConfig read(Path configJson) {
        return HfConfig.open(configJson).config();
    }

    /** The greatest number of tokens that the position table allows. */
    public int maxTokens() {
        return maxPositions - firstPosition();
    }

    /** The row of the position table that the first token uses. */
    public int firstPosition() {
        return architecture.firstPosition(padId);
    }

    /** Returns a {@code config.json} that Transformers can open. Equal configurations give equal text. */
    public String toJson() {
        return HfConfig.toJson(this);
    }

    /**
     * Returns {@link #toJson} with the carried fields added: the content of {@code config.json} in a model directory.
     */
    public String toFile() {
        return carried.toFile(this);
    }

    /** The number of logits: 1 for regression, otherwise one per label; 0 without a head. */
    public int outputs() {
        return regression ? 1 : labels.size();
    }

    /** Returns the configuration of the same encoder with another head. */
    public EncoderConfig withLabels(List<String> newLabels, boolean newRegression) {
        return with(layers, newLabels, newRegression, false, carried.withoutHead());
    }

    /** Returns the configuration with other label names. */
    public EncoderConfig withNames(List<String> names) {
        return with(layers, names, regression, multiLabel, carried);
    }

    /** Returns the configuration with another number of layers. */
    public EncoderConfig withLayers(int newLayers) {
        return with(newLayers, labels, regression, multiLabel, carried);
    }

    /** Returns the configuration with the given carried fields. */
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

    /**
     * Returns the names that Transformers gives to labels without names: {@code LABEL_0}, {@code LABEL_1} and so on.
     */
    public static List<String> unnamedLabels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "LABEL_" + i).toList();
    }
}
