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
 * An encoder of BERT's kind (Devlin et al., "BERT: Pre-training of Deep Bidirectional Transformers", 2019) with all hidden
 * states and attention probabilities, on plain tensor operations; the configuration's {@link Architecture} says what
 * differs.
 */
public final class Encoder {
    private final EncoderConfig config;
    private final TensorOps ops;

    /** A network of the given shape; its weights are passed to every call. */
    public Encoder(EncoderConfig config, TensorOps ops) {
        this.config = config;
        this.ops = ops;
    }

    /** The network's shape. */
    public EncoderConfig config() {
        return config;
    }

    /** The operations it runs on. */
    public TensorOps ops() {
        return ops;
    }

    /**
     * Forward pass that records gradients. Results belong to the batch's manager.
     *
     * @param layers how many layers to run: fewer than the model has where only lower hidden states are needed
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
     * Forward pass without gradients that frees each layer's intermediates before the next begins; run it on a thread
     * with gradient recording off. Results belong to the batch's manager.
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
     * @param hidden every hidden state, or only the last
     * @param received of which encoder layers, from 1, the attention that tokens receive. It is summed within the layer: the
     *     probabilities of a batch of 32 of 128 tokens would be 25 MB in each
     * @param head the logits
     */
    public record Keep(boolean hidden, IntPredicate received, boolean head) {
        /** Of all layers or of none. */
        public Keep(boolean hidden, boolean received, boolean head) {
            this(hidden, layer -> received, head);
        }
    }

    /** {@code [batch, labels]}. */
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
