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
        int first = pass.config().firstPosition();
        NDArray positions = ForwardContext.managerOf(batch).arange(first, first + batch.tokens(), 1, DataType.INT64);
        NDArray sum = lookup(pass, HfNames.WORD_EMBEDDINGS, batch.ids())
                .add(lookup(pass, HfNames.POSITION_EMBEDDINGS, positions));
        if (pass.config().architecture().hasTypes()) {
            requireTypes(pass.config(), batch);
            sum = sum.add(lookup(pass, HfNames.TYPE_EMBEDDINGS, batch.types()));
        }
        return pass.dropHidden(pass.layerNorm(sum, HfNames.EMBEDDINGS_NORM));
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
