package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.hskstream.model.tensor.Buffers;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Multi-head self-attention with output projection, residual connection and LayerNorm. */
final class SelfAttention {
    private SelfAttention() {}

    /**
     * Computes {@code softmax(Q K^T / sqrt(d)) V}, projects it, adds {@code x} and applies LayerNorm.
     *
     * @param x {@code [batch, tokens, hidden]}
     * @param bias added to the scores, {@code [batch, 1, 1, tokens]}
     * @param probabilities receives the attention before dropout, {@code [batch, heads, tokens, tokens]}
     */
    static NDArray forward(
            ForwardContext pass, String layer, NDArray x, @Nullable NDArray bias, Consumer<NDArray> probabilities) {
        long rows = x.getShape().get(0);
        long tokens = x.getShape().get(1);
        int width = pass.config().hiddenSize() / pass.config().heads();
        NDList projections = pass.linears(x, layer + "attention.self.", List.of("query", "key", "value"));
        NDArray query = heads(projections.get(0), width);
        NDArray key = heads(projections.get(1), width);
        NDArray value = heads(projections.get(2), width);

        NDArray scores = Buffers.times(query, 1 / Math.sqrt(width)).matMul(key.swapAxes(2, 3));
        NDArray attention = (bias == null ? scores : scores.add(bias)).softmax(-1);
        probabilities.accept(attention);
        NDArray context = pass.dropAttention(attention)
                .matMul(value)
                .transpose(0, 2, 1, 3)
                .reshape(rows, tokens, -1);
        NDArray projected = pass.dropHidden(pass.linear(context, layer + "attention.output.dense"));
        return pass.layerNorm(projected.add(x), layer + "attention.output.LayerNorm");
    }

    /**
     * Sums the attention that each token receives over all heads and over the query tokens of its row: {@code [batch,
     * tokens]}.
     *
     * @param presence 1 for tokens and 0 for padding, {@code [batch, 1, tokens]}; null if nothing is padded
     */
    static NDArray received(NDArray probabilities, @Nullable NDArray presence) {
        if (presence == null) {
            return probabilities.sum(new int[] {1, 2});
        }
        NDArray overHeads = probabilities.sum(new int[] {1});
        return presence.matMul(overHeads).squeeze(1);
    }

    /**
     * Reshapes {@code [batch, tokens, heads * width]} to {@code [batch, heads, tokens, width]}; the number of heads
     * follows from the width of {@code x}.
     */
    private static NDArray heads(NDArray x, int width) {
        return x.reshape(x.getShape().get(0), x.getShape().get(1), -1, width).transpose(0, 2, 1, 3);
    }
}
