package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The results of a forward pass.
 *
 * @param hidden hidden states, embeddings first: layers + 1 of {@code [batch, tokens, hidden]}, or only the last one
 * @param received for each requested encoder layer, counted from 1: the attention that each token receives, summed over
 *     heads and over the query tokens of its row, {@code [batch, tokens]}
 * @param logits {@code [batch, outputs]}; null unless the head was run
 */
public record EncoderOutput(List<NDArray> hidden, Map<Integer, NDArray> received, @Nullable NDArray logits) {
    /** The last hidden state, {@code [batch, tokens, hidden]}. */
    public NDArray last() {
        return hidden.get(hidden.size() - 1);
    }

    /**
     * Returns the attention that each token receives in an encoder layer, counted from 1.
     *
     * @throws IllegalStateException if it was not requested
     */
    public NDArray requireReceived(int layer) {
        NDArray sums = received.get(layer);
        if (sums == null) {
            throw new IllegalStateException("the forward pass was asked for no attention of layer " + layer);
        }
        return sums;
    }

    /**
     * Returns the logits.
     *
     * @throws IllegalStateException if the head was not run
     */
    public NDArray requireLogits() {
        if (logits == null) {
            throw new IllegalStateException("the forward pass was asked for no logits");
        }
        return logits;
    }
}
