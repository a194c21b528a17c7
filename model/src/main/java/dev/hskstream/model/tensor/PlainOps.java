package dev.hskstream.model.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.List;

/** {@link TensorOps} made of DJL's public operations: slower, but correct wherever DJL runs. */
public final class PlainOps implements TensorOps {
    @Override
    public String name() {
        return "plain";
    }

    @Override
    public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
        return Linear.linear(x, weight, bias).head();
    }

    @Override
    public NDArray mlp(NDArray x, NDArray up, NDArray upBias, NDArray down, NDArray downBias) {
        return linear(Activation.gelu(linear(x, up, upBias)), down, downBias);
    }

    @Override
    public NDArray inferLinear(NDArray x, NDArray weight, NDArray bias) {
        return linear(x, weight, bias);
    }

    @Override
    public NDArray inferLinearGelu(NDArray x, NDArray weight, NDArray bias) {
        return Activation.gelu(linear(x, weight, bias));
    }

    @Override
    public double norm(List<NDArray> tensors) {
        double sum = 0;
        for (NDArray tensor : tensors) {
            try (NDArray square = tensor.square();
                    NDArray total = square.sum()) {
                sum += total.getFloat();
            }
        }
        return Math.sqrt(sum);
    }

    @Override
    public void scale(List<NDArray> tensors, double factor) {
        tensors.forEach(tensor -> tensor.muli((float) factor));
    }

    @Override
    public void adamW(AdamWGroup group, AdamWRates rates) {
        double correction1 = 1 - Math.pow(rates.beta1(), (double) rates.step());
        double correction2 = 1 - Math.pow(rates.beta2(), (double) rates.step());
        for (int i = 0; i < group.parameters().size(); i++) {
            NDArray parameter = group.parameters().get(i);
            try (NDManager scope = parameter.getManager().newSubManager()) {
                NDArray gradient = group.gradients().get(i).duplicate();
                gradient.attach(scope);
                NDArray first = group.firstMoments().get(i);
                first.muli((float) rates.beta1()).addi(gradient.mul((float) (1 - rates.beta1())));
                NDArray second = group.secondMoments().get(i);
                second.muli((float) rates.beta2()).addi(gradient.square().muli((float) (1 - rates.beta2())));
                NDArray denominator = scope.create(second.getShape());
                second.copyTo(denominator);
                denominator =
                        denominator.sqrt().divi((float) Math.sqrt(correction2)).addi((float) rates.epsilon());
                NDArray update = scope.create(first.getShape());
                first.copyTo(update);
                update.divi(denominator).muli((float) (rates.learningRate() / correction1));
                parameter.muli((float) (1 - rates.learningRate() * group.weightDecay()));
                parameter.subi(update);
            }
        }
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
