package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.hskstream.model.tensor.TensorOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * A BERT-like encoder (Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers", 2019) on plain tensor
 * operations, which gives access to all hidden states and attention probabilities. The configuration's {@link
 * Architecture} defines the differences between families.
 */
public final class Encoder {
    private final EncoderConfig config;
    private final TensorOps ops;

    /** Creates a network of the given shape; its weights are passed to every call. */
    public Encoder(EncoderConfig config, TensorOps ops) {
        this.config = config;
        this.ops = ops;
    }

    /** The network's shape. */
    public EncoderConfig config() {
        return config;
    }

    /** The implementation of the tensor operations. */
    public TensorOps ops() {
        return ops;
    }

    /**
     * Runs a forward pass that records gradients. Results belong to the batch's manager.
     *
     * @param layers how many layers to run; fewer than the model has if only lower hidden states are needed
     * @param head whether to run pooler and classifier, which needs all layers
     */
    public EncoderOutput train(
            Map<String, NDArray> weights, TokenBatch batch, Dropout dropout, int layers, boolean head) {
        ForwardContext pass = new ForwardContext(config, ops, weights, dropout, true);
        List<NDArray> hidden = new ArrayList<>();
        hidden.add(Embeddings.forward(pass, batch));
        for (int l = 0; l < layers; l++) {
            NDArray x = hidden.get(l);
            NDArray attended = SelfAttention.forward(pass, HfNames.layer(l), x, batch.attentionBias(), p -> {});
            hidden.add(MlpBlock.forward(pass, HfNames.layer(l), attended));
        }
        return new EncoderOutput(hidden, Map.of(), head ? head(pass, hidden.get(layers)) : null);
    }

    /**
     * Runs a forward pass without gradients, which frees each layer's intermediate results before the next layer
     * begins. Call it on a thread with gradient recording off. Results belong to the batch's manager.
     */
    public EncoderOutput infer(Map<String, NDArray> weights, TokenBatch batch, Keep keep) {
        ForwardContext pass = new ForwardContext(config, ops, weights, Dropout.NONE, false);
        List<NDArray> hidden = new ArrayList<>();
        Map<Integer, NDArray> received = new TreeMap<>();
        NDArray x = scoped(() -> Embeddings.forward(pass, batch));
        for (int l = 0; l < config.layers(); l++) {
            NDArray input = x;
            String layer = HfNames.layer(l);
            int number = l + 1;
            x = scoped(() -> MlpBlock.forward(
                    pass, layer, SelfAttention.forward(pass, layer, input, batch.attentionBias(), p -> {
                        if (keep.received().test(number)) {
                            NDArray sums = SelfAttention.received(p, batch.presence());
                            NDScope.unregister(sums);
                            received.put(number, sums);
                        }
                    })));
            if (keep.hidden()) {
                hidden.add(input);
            } else {
                input.close();
            }
        }
        hidden.add(x);
        NDArray last = x;
        return new EncoderOutput(hidden, received, keep.head() ? scoped(() -> head(pass, last)) : null);
    }

    /**
     * Which results of an inference to keep.
     *
     * @param hidden true for every hidden state, false for only the last
     * @param received the encoder layers, counted from 1, whose received attention to keep. It is summed within the
     *     layer, because keeping the probabilities of a batch of 32 texts of 128 tokens would take 25 MB per layer
     * @param head whether to compute the logits
     */
    public record Keep(boolean hidden, IntPredicate received, boolean head) {
        /** Keeps received attention of all layers or of none. */
        public Keep(boolean hidden, boolean received, boolean head) {
            this(hidden, layer -> received, head);
        }
    }

    /** Computes the logits, {@code [batch, outputs]}. */
    private static NDArray head(ForwardContext pass, NDArray last) {
        return pass.config().architecture().head(pass, last.get(new NDIndex(":,0")));
    }

    private static NDArray scoped(java.util.function.Supplier<NDArray> part) {
        try (NDScope scope = new NDScope()) {
            NDArray result = part.get();
            scope.suppressNotUsedWarning();
            NDScope.unregister(result);
            return result;
        }
    }
}
