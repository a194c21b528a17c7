package dev.hskstream.model.encoder;

/**
 * What a configuration has where its {@code config.json} leaves a field out: the defaults of the class that Transformers has
 * for the architecture ({@code BertConfig}, {@code RobertaConfig}, {@code DistilBertConfig}). The constants are those that
 * all of them share.
 *
 * @param vocabSize rows of the word embeddings
 * @param layers transformer layers
 * @param padId the padding token's id
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
