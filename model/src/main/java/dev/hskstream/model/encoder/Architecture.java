package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import dev.hskstream.base.UserException;
import java.util.List;
import java.util.Optional;

/**
 * A family of encoders that people distil: what its Hugging Face files look like and how its network differs from
 * BERT's. Inside the program every family's weights have BERT's names ({@link HfNames}), so that everything else knows one
 * set of names; the architecture translates.
 */
@SuppressWarnings("ClassInitializationDeadlock") // implementations are reached through this interface alone
public sealed interface Architecture permits BertArchitecture, DistilBertArchitecture, RobertaArchitecture {
    /** Devlin et al. 2019. */
    Architecture BERT = new BertArchitecture();

    /** Liu et al. 2019, https://arxiv.org/abs/1907.11692. */
    Architecture ROBERTA = new RobertaArchitecture();

    /** Sanh et al. 2019, https://arxiv.org/abs/1910.01108. */
    Architecture DISTILBERT = new DistilBertArchitecture();

    /** All that this build knows. */
    List<Architecture> ALL = List.of(BERT, ROBERTA, DISTILBERT);

    /** {@code model_type} of its {@code config.json}. */
    String modelType();

    /** What its classes in Transformers begin with: {@code Bert} in {@code BertForSequenceClassification}. */
    String className();

    /** The fields of its {@code config.json}. */
    ConfigFields fields();

    /** The index of the first token's position; those below it are not used. */
    int firstPosition(int padId);

    /** Whether the embeddings tell two segments apart: there is a table of token types. */
    boolean hasTypes();

    /** What its configuration has where {@code config.json} leaves a field out. */
    ClassDefaults defaults();

    /** Whether {@code layer_norm_eps} of its {@code config.json} counts. */
    default boolean saysNormEps() {
        return true;
    }

    /**
     * The name that we have for a checkpoint's tensor; empty for tensors that are no part of an encoder with a classifier.
     *
     * @throws dev.hskstream.base.UserException if the name is another architecture's
     */
    Optional<String> ours(String checkpointName);

    /** The name that a checkpoint with a classifier has for our tensor. */
    String theirs(String name);

    /**
     * From the first token's last hidden state to the logits: {@code [batch, hidden]} to {@code [batch, outputs]}.
     */
    NDArray head(ForwardContext pass, NDArray first);

    /** The class of a model that classifies whole texts. */
    default String classifier() {
        return className() + "ForSequenceClassification";
    }

    /** The class of a model without a head. */
    default String encoder() {
        return className() + "Model";
    }

    /**
     * Refuses a tokenizer that models of this kind do not have: Transformers could not open the directory.
     *
     * @param bytePairs whether it is a byte-level BPE
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

    /** The architecture of that {@code model_type}. */
    static Optional<Architecture> of(String modelType) {
        return ALL.stream().filter(known -> known.modelType().equals(modelType)).findFirst();
    }
}
