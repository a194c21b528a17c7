package dev.hskstream.model.bert;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a forward pass gives.
 *
 * @param hidden hidden states, embeddings first: layers + 1 of {@code [batch, tokens, hidden]}, or only the last one
 * @param attention attention probabilities per layer, {@code [batch, heads, tokens, tokens]}; empty unless asked for
 * @param logits {@code [batch, labels]}; null unless the head was run
 */
public record BertOutput(List<NDArray> hidden, List<NDArray> attention, @Nullable NDArray logits) {
    /** The last hidden state, {@code [batch, tokens, hidden]}. */
    public NDArray last() {
        return hidden.get(hidden.size() - 1);
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
