package dev.hskstream.model.tensor;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Operations that dominate the time of a training step and have faster implementations than DJL's own. Results belong
 * to the manager of the first argument.
 */
public interface TensorOps extends AutoCloseable {
    /** {@code plain} or {@code fast}. */
    String name();

    /**
     * Computes {@code x W^T + b}, differentiable in all three arguments.
     *
     * @param x {@code [..., in]}
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}
     * @return {@code [..., out]}
     */
    NDArray linear(NDArray x, NDArray weight, NDArray bias);

    /**
     * Computes {@code W2 gelu(W1 x + b1) + b2} with the exact (erf) GELU, differentiable in all five arguments.
     *
     * @param x {@code [..., in]}
     * @param up W1 {@code [inner, in]}
     * @param upBias b1 {@code [inner]}
     * @param down W2 {@code [out, inner]}
     * @param downBias b2 {@code [out]}
     * @return {@code [..., out]}
     */
    NDArray mlp(NDArray x, NDArray up, NDArray upBias, NDArray down, NDArray downBias);

    /** Computes {@link #linear} without recording gradients, for inference. */
    NDArray inferLinear(NDArray x, NDArray weight, NDArray bias);

    /** Computes {@code gelu(x W^T + b)} with the exact (erf) GELU, without recording gradients, for inference. */
    NDArray inferLinearGelu(NDArray x, NDArray weight, NDArray bias);

    /** Computes the Euclidean norm over all elements of all tensors. */
    double norm(List<NDArray> tensors);

    /** Multiplies every tensor by the factor, in place. */
    void scale(List<NDArray> tensors, double factor);

    /**
     * Performs one step of AdamW in place (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019):
     * {@code p -= lr * (decay * p + m_hat / (sqrt(v_hat) + eps))}.
     */
    void adamW(AdamWGroup group, AdamWRates rates);

    @Override
    void close();

    /** Parameters with the same weight decay, their gradients and both moments, all in the same order. */
    record AdamWGroup(
            List<NDArray> parameters,
            List<NDArray> gradients,
            List<NDArray> firstMoments,
            List<NDArray> secondMoments,
            double weightDecay) {}

    /** Values that change from step to step; {@code step} counts from 1. */
    record AdamWRates(long step, double learningRate, double beta1, double beta2, double epsilon) {}
}
