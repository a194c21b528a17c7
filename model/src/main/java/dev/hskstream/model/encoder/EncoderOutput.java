package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a forward pass gives.
 *
 * @param hidden hidden states, embeddings first: layers + 1 of {@code [batch, tokens, hidden]}, or only the last one
 * @param received by encoder layer, from 1, where asked for: the attention that each token receives, summed over heads and
 *     over its row's own tokens, {@code [batch, tokens]}
 * @param logits {@code [batch, labels]}; null unless the head was run
 */
public record EncoderOutput(List<NDArray> hidden, Map<Integer, NDArray> received, @Nullable NDArray logits) {
    /** The last hidden state, {@code [batch, tokens, hidden]}. */
    public NDArray last() {
        return hidden.get(hidden.size() - 1);
    }

    /**
     * The attention that tokens receive in an encoder layer, from 1.
     *
     * @throws IllegalStateException if it was not asked for
     */
    public NDArray requireReceived(int layer) {
        NDArray sums = received.get(layer);
        if (sums == null) {
            throw new IllegalStateException("the forward pass was asked for no attention of layer " + layer);
        }
        return sums;
    }

    /**
     * The logits.
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
