package dev.hskstream.model.encoder;

/**
 * The values of fields that a {@code config.json} leaves out: the defaults of the architecture's configuration class in
 * Transformers ({@code BertConfig}, {@code RobertaConfig}, {@code DistilBertConfig}). The constants are the defaults
 * that all of them share.
 *
 * @param vocabSize rows of the word embeddings
 * @param layers number of transformer layers
 * @param padId id of the padding token
 */
public record ClassDefaults(int vocabSize, int layers, int padId) {
    static final int HIDDEN_SIZE = 768;
    static final int HEADS = 12;
    static final int INTERMEDIATE_SIZE = 3072;
    static final int POSITIONS = 512;
    static final int TYPES = 2;
    static final double NORM_EPS = 1e-12;
    static final double DROPOUT = 0.1;
    static final String ACTIVATION = "gelu";
}
