package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;

/** Word, position and segment embeddings, summed, normalised and dropped out. */
final class Embeddings {
    private Embeddings() {}

    /** {@code [batch, tokens, hidden]}. */
    static NDArray forward(ForwardContext pass, TokenBatch batch) {
        NDArray positions = ForwardContext.managerOf(batch).arange(0, batch.tokens(), 1, DataType.INT64);
        NDArray sum = lookup(pass, "word_embeddings", batch.ids())
                .add(lookup(pass, "position_embeddings", positions))
                .add(lookup(pass, "token_type_embeddings", batch.types()));
        return pass.dropHidden(pass.layerNorm(sum, "embeddings.LayerNorm"));
    }

    private static NDArray lookup(ForwardContext pass, String table, NDArray ids) {
        return Embedding.embedding(ids, pass.weight("embeddings." + table + ".weight"), SparseFormat.DENSE)
                .head();
    }
}
