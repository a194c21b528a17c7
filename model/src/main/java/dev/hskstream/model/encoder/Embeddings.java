package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.hskstream.base.UserException;

/** The sum of word, position and token type embeddings, followed by LayerNorm and dropout. */
final class Embeddings {
    private Embeddings() {}

    /** Computes hidden state 0, {@code [batch, tokens, hidden]}. */
    static NDArray forward(ForwardContext pass, TokenBatch batch) {
        NDArray sum = lookup(pass, HfNames.WORD_EMBEDDINGS, batch.ids())
                .add(lookup(pass, HfNames.POSITION_EMBEDDINGS, positions(pass.config(), batch)));
        if (pass.config().architecture().hasTypes()) {
            requireTypes(pass.config(), batch);
            sum = sum.add(lookup(pass, HfNames.TYPE_EMBEDDINGS, batch.types()));
        }
        return pass.dropHidden(pass.layerNorm(sum, HfNames.EMBEDDINGS_NORM));
    }

    /**
     * Returns the row of the position table for each token: {@code [tokens]}, or {@code [batch, tokens]} if they differ
     * between rows. RoBERTa does not count padding tokens, and a text can contain some: {@code <pad>} in a text is read
     * as the token. Such a token uses the row of {@code pad_token_id} in the configuration, even if the tokenizer pads
     * with another token.
     */
    private static NDArray positions(EncoderConfig config, TokenBatch batch) {
        int first = config.firstPosition();
        if (!config.architecture().skipsPadding() || !batch.holds(config.padId())) {
            return ForwardContext.managerOf(batch).arange(first, first + batch.tokens(), 1, DataType.INT64);
        }
        NDArray counted = batch.ids().neq(config.padId()).toType(DataType.INT64, false);
        return counted.cumSum(1).mul(counted).add(config.padId());
    }

    private static void requireTypes(EncoderConfig config, TokenBatch batch) {
        if (batch.pairs() && config.typeVocabSize() < 2) {
            throw new UserException("the model knows one token type (type_vocab_size " + config.typeVocabSize()
                    + "), the tokenizer gives the second text of a pair another; take a model that was made for pairs");
        }
    }

    private static NDArray lookup(ForwardContext pass, String table, NDArray ids) {
        return Embedding.embedding(ids, pass.weight(table), SparseFormat.DENSE).head();
    }
}
