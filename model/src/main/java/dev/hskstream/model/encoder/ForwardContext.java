package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import dev.hskstream.model.tensor.TensorOps;
import java.util.List;
import java.util.Map;

/**
 * What every part of the network needs during one forward pass.
 *
 * @param weights by the names of {@link HfNames}
 * @param training whether gradients are recorded; decides which operations may be fused
 */
record ForwardContext(
        EncoderConfig config, TensorOps ops, Map<String, NDArray> weights, Dropout dropout, boolean training) {
    NDArray weight(String name) {
        NDArray tensor = weights.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("the model has no weight " + name);
        }
        return tensor;
    }

    NDArray linear(NDArray x, String part) {
        NDArray weight = weight(part + ".weight");
        NDArray bias = weight(part + ".bias");
        return training ? ops.linear(x, weight, bias) : ops.inferLinear(x, weight, bias);
    }

    /** Computes the feed-forward network: up projection, GELU, down projection. */
    NDArray mlp(NDArray x, String up, String down) {
        NDArray upWeight = weight(up + ".weight");
        NDArray upBias = weight(up + ".bias");
        return training
                ? ops.mlp(x, upWeight, upBias, weight(down + ".weight"), weight(down + ".bias"))
                : linear(ops.inferLinearGelu(x, upWeight, upBias), down);
    }

    /**
     * Applies several linear layers of equal width to one input. In training they are computed as one product, because
     * its backward pass is cheaper.
     */
    NDList linears(NDArray x, String prefix, List<String> parts) {
        if (!training) {
            return new NDList(
                    parts.stream().map(part -> linear(x, prefix + part)).toList());
        }
        NDArray weight = concat(prefix, parts, ".weight");
        NDArray bias = concat(prefix, parts, ".bias");
        return ops.linear(x, weight, bias).split(parts.size(), x.getShape().dimension() - 1);
    }

    private NDArray concat(String prefix, List<String> parts, String suffix) {
        return NDArrays.concat(new NDList(
                parts.stream().map(part -> weight(prefix + part + suffix)).toList()));
    }

    NDArray layerNorm(NDArray x, String part) {
        return LayerNorm.layerNorm(
                        x, new Shape(config.hiddenSize()), weight(part + ".weight"), weight(part + ".bias"), (float)
                                config.layerNormEps())
                .head();
    }

    NDArray dropHidden(NDArray x) {
        return training ? dropout.apply(x, config.hiddenDropout()) : x;
    }

    NDArray dropAttention(NDArray x) {
        return training ? dropout.apply(x, config.attentionDropout()) : x;
    }

    static NDManager managerOf(TokenBatch batch) {
        return batch.ids().getManager();
    }
}
