package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import dev.hskstream.base.UserException;
import java.util.List;
import java.util.Optional;

/**
 * A family of encoders, such as RoBERTa: the layout of its Hugging Face files, and how its network differs from BERT's.
 * In memory, the weights of all families have BERT's names ({@link HfNames}), so other code deals with one set of
 * names; the architecture translates between these and the names in files.
 */
@SuppressWarnings("ClassInitializationDeadlock") // implementations are reached only through this interface
public sealed interface Architecture permits BertArchitecture, DistilBertArchitecture, RobertaArchitecture {
    /** Devlin et al. 2019. */
    Architecture BERT = new BertArchitecture();

    /** Liu et al. 2019, https://arxiv.org/abs/1907.11692. */
    Architecture ROBERTA = new RobertaArchitecture();

    /** Sanh et al. 2019, https://arxiv.org/abs/1910.01108. */
    Architecture DISTILBERT = new DistilBertArchitecture();

    /** All architectures that this build supports. */
    List<Architecture> ALL = List.of(BERT, ROBERTA, DISTILBERT);

    /** The value of {@code model_type} in {@code config.json}. */
    String modelType();

    /**
     * The prefix of its class names in Transformers, for example {@code Bert} in {@code BertForSequenceClassification}.
     */
    String className();

    /** The names of its fields in {@code config.json}. */
    ConfigFields fields();

    /** Returns the row of the position table that the first token uses; lower rows are unused. */
    int firstPosition(int padId);

    /** Whether tokens with the padding id have no position of their own, also in the middle of a text. */
    default boolean skipsPadding() {
        return false;
    }

    /** Whether the network has token type embeddings, which tell the two texts of a pair apart. */
    boolean hasTypes();

    /** The values of fields that {@code config.json} leaves out. */
    ClassDefaults defaults();

    /** Whether {@code config.json} has a field {@code layer_norm_eps}; otherwise the network uses a constant. */
    default boolean saysNormEps() {
        return true;
    }

    /**
     * Translates a tensor's name in a checkpoint into BERT's name; empty for tensors that belong neither to the encoder
     * nor to its classification head.
     *
     * @throws dev.hskstream.base.UserException if the name belongs to another architecture
     */
    Optional<String> ours(String checkpointName);

    /**
     * Translates BERT's name of a weight into the name in this architecture's checkpoints with a classification head.
     */
    String theirs(String name);

    /**
     * Computes the logits {@code [batch, outputs]} from the first token's last hidden state {@code [batch, hidden]}.
     */
    NDArray head(ForwardContext pass, NDArray first);

    /** The Transformers class for sequence classification. */
    default String classifier() {
        return className() + "ForSequenceClassification";
    }

    /** The Transformers class without a head. */
    default String encoder() {
        return className() + "Model";
    }

    /**
     * Refuses a kind of tokenizer with which Transformers could not open a model of this architecture.
     *
     * @param bytePairs whether the tokenizer is a byte-level BPE
     */
    default void requireTokenizer(String whose, boolean bytePairs) {
        if (this == ROBERTA && !bytePairs) {
            throw new UserException(
                    whose + ": a " + modelType() + " needs a byte-level BPE tokenizer (tokenizer.json, or"
                            + " vocab.json with merges.txt); there is a WordPiece one, which is bert's");
        }
        if (this == DISTILBERT && bytePairs) {
            throw new UserException(whose + ": a " + modelType() + " needs a WordPiece tokenizer; there is a byte-level"
                    + " BPE one, which is roberta's");
        }
    }

    /** Finds the architecture with the given {@code model_type}. */
    static Optional<Architecture> of(String modelType) {
        return ALL.stream().filter(known -> known.modelType().equals(modelType)).findFirst();
    }
}
