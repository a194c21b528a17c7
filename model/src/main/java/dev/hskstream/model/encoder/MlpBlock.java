package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;

/** The feed-forward half of a layer: up, GELU, down, residual and normalisation. */
final class MlpBlock {
    private MlpBlock() {}

    /** {@code x} and the result are {@code [batch, tokens, hidden]}. */
    static NDArray forward(ForwardContext pass, String layer, NDArray x) {
        NDArray down = pass.dropHidden(pass.mlp(x, layer + "intermediate.dense", layer + "output.dense"));
        return pass.layerNorm(down.add(x), layer + "output.LayerNorm");
    }
}
