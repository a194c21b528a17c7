package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;

/** The feed-forward half of a layer: up projection, GELU, down projection, residual connection and LayerNorm. */
final class MlpBlock {
    private MlpBlock() {}

    /** Maps {@code [batch, tokens, hidden]} to the same shape. */
    static NDArray forward(ForwardContext pass, String layer, NDArray x) {
        NDArray down = pass.dropHidden(pass.mlp(x, layer + "intermediate.dense", layer + "output.dense"));
        return pass.layerNorm(down.add(x), layer + "output.LayerNorm");
    }
}
