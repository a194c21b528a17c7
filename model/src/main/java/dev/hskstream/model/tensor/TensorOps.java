package dev.hskstream.model.tensor;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The operations that decide a training step's time and have a faster way than DJL's own. Results belong to the manager
 * of the first argument.
 */
public interface TensorOps extends AutoCloseable {
    /** {@code plain} or {@code fast}. */
    String name();

    /**
     * {@code x W^T + b}, differentiable in all three.
     *
     * @param x {@code [..., in]}
     * @param weight {@code [out, in]}
     * @param bias {@code [out]}
     * @return {@code [..., out]}
     */
    NDArray linear(NDArray x, NDArray weight, NDArray bias);

    /**
     * {@code W2 gelu(W1 x + b1) + b2} with the exact (erf) GELU, differentiable in all five.
     *
     * @param x {@code [..., in]}
     * @param up W1 {@code [inner, in]}
     * @param upBias b1 {@code [inner]}
     * @param down W2 {@code [out, inner]}
     * @param downBias b2 {@code [out]}
     * @return {@code [..., out]}
     */
    NDArray mlp(NDArray x, NDArray up, NDArray upBias, NDArray down, NDArray downBias);

    /** As {@link #linear}, for inference only: no gradient is recorded. */
    NDArray inferLinear(NDArray x, NDArray weight, NDArray bias);

    /** {@code gelu(x W^T + b)} with the exact (erf) GELU, for inference only. */
    NDArray inferLinearGelu(NDArray x, NDArray weight, NDArray bias);

    /** The Euclidean norm over all tensors together. */
    double norm(List<NDArray> tensors);

    /** Multiplies every tensor in place. */
    void scale(List<NDArray> tensors, double factor);

    /**
     * One step of AdamW in place (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019):
     * {@code p -= lr * (decay * p + m_hat / (sqrt(v_hat) + eps))}.
     */
    void adamW(AdamWGroup group, AdamWRates rates);

    @Override
    void close();

    /** Tensors that share a weight decay: parameters, gradients and both moments, in the same order. */
    record AdamWGroup(
            List<NDArray> parameters,
            List<NDArray> gradients,
            List<NDArray> firstMoments,
            List<NDArray> secondMoments,
            double weightDecay) {}

    /** What changes from step to step; {@code step} counts from 1. */
    record AdamWRates(long step, double learningRate, double beta1, double beta2, double epsilon) {}
}
