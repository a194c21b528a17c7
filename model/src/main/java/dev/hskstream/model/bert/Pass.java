package dev.hskstream.model.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.LayerNorm;
import dev.hskstream.model.tensor.TensorOps;
import java.util.Map;

/**
 * What every part of the network needs during one forward pass.
 *
 * @param weights by Hugging Face name without prefix
 * @param training whether gradients are recorded; decides which operations may be fused
 */
record Pass(BertConfig config, TensorOps ops, Map<String, NDArray> weights, Dropout dropout, boolean training) {
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
