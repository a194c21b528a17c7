package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.tensor.Buffers;

/** Losses on a model's predictions. */
final class PredictionLoss {
    private PredictionLoss() {}

    /**
     * Soft labels (Hinton, Vinyals and Dean, "Distilling the Knowledge in a Neural Network", 2015):
     * {@code T^2 KL(softmax(t / T) || softmax(s / T))}, mean over the batch; for regression the mean squared error.
     *
     * @param student logits {@code [batch, labels]}
     * @param teacher the teacher's logits, of the same shape
     */
    static NDArray soft(NDArray student, NDArray teacher, double temperature, boolean regression) {
        if (regression) {
            return student.sub(teacher).square().mean();
        }
        NDArray softened = Buffers.times(teacher, 1 / temperature);
        NDArray expected = softened.softmax(-1);
        NDArray said = Buffers.times(student, 1 / temperature).logSoftmax(-1);
        NDArray divergence = expected.mul(softened.logSoftmax(-1).sub(said)).sum();
        return Buffers.times(
                divergence, temperature * temperature / student.getShape().get(0));
    }

    /**
     * Cross-entropy with the labels, or the mean squared error for regression.
     *
     * @param student logits {@code [batch, labels]}
     */
    static NDArray hard(NDArray student, double[] labels, boolean regression) {
        NDManager manager = student.getManager();
        int classes = (int) student.getShape().get(1);
        float[] target = new float[labels.length * (regression ? 1 : classes)];
        for (int i = 0; i < labels.length; i++) {
            if (regression) {
                target[i] = (float) labels[i];
            } else {
                target[i * classes + (int) labels[i]] = 1;
            }
        }
        NDArray expected = manager.create(target, new Shape(labels.length, regression ? 1 : classes));
        return regression
                ? student.sub(expected).square().mean()
                : Buffers.times(student.logSoftmax(-1).mul(expected).sum(), -1.0 / labels.length);
    }
}
