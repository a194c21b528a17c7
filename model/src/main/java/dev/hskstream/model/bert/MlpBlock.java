package dev.hskstream.model.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

/** The feed-forward half of a layer: up, GELU, down, residual and normalisation. */
final class MlpBlock {
    private MlpBlock() {}

    /** {@code x} and the result are {@code [batch, tokens, hidden]}. */
    static NDArray forward(Pass pass, String layer, NDArray x) {
        NDArray up = pass.training()
                ? Activation.gelu(pass.linear(x, layer + "intermediate.dense"))
                : pass.ops()
                        .inferLinearGelu(
                                x,
                                pass.weight(layer + "intermediate.dense.weight"),
                                pass.weight(layer + "intermediate.dense.bias"));
        NDArray down = pass.dropHidden(pass.linear(up, layer + "output.dense"));
        return pass.layerNorm(down.add(x), layer + "output.LayerNorm");
    }
}
