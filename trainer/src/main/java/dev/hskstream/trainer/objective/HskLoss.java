package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.hskstream.model.tensor.Buffers;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Mean squared error between a student's hidden states and the teacher's kept ones (Jiao et al., "TinyBERT", 2020, L_hidn;
 * compressed as in "Marginal Utility Diminishes", ACL 2021).
 *
 * <p>With s the student's hidden state of a kept token, t the teacher's, and U the kept ones of the H units:
 *
 * <pre>
 * ignore:  mean over tokens of  1/|U| sum_{u in U} (s_u - t_u)^2
 * zeros:   mean over tokens of  1/H  (sum_{u in U} (s_u - t_u)^2 + sum_{u not in U} s_u^2)
 * </pre>
 */
final class HskLoss {
    private HskLoss() {}

    /**
     * The loss of one pair of layers, a scalar.
     *
     * @param student the student's hidden state, {@code [batch, tokens, hidden of the student]}
     * @param lift maps {@code [n, hidden of the student]} to {@code [n, hidden of the teacher]}; applied to kept tokens
     *     only
     */
    static NDArray of(NDArray student, UnaryOperator<NDArray> lift, HskTarget target, DroppedUnits dropped) {
        NDArray lifted = lift.apply(kept(student, target.positions()));
        long hidden = lifted.getShape().get(1);
        if (hidden != target.hidden()) {
            throw new IllegalArgumentException(
                    "the student's states have " + hidden + " units, the set's " + target.hidden());
        }
        NDArray matched = target.units() == null ? lifted : lifted.gather(target.units(), 1);
        NDArray weighted = matched.mul(target.weights());
        NDArray error = weighted.sub(target.values()).square().sum();
        if (target.units() == null || dropped == DroppedUnits.IGNORE) {
            long width = target.values().getShape().get(1);
            return mean(error, target.tokens() * width);
        }
        NDArray all = lifted.mul(target.weights()).square().sum();
        NDArray pulledToZero = all.sub(weighted.square().sum());
        return mean(error.add(pulledToZero), target.tokens() * hidden);
    }

    private static NDArray kept(NDArray student, @Nullable NDArray positions) {
        NDArray flat = student.reshape(new Shape(-1, student.getShape().get(2)));
        return positions == null
                ? flat
                : Embedding.embedding(positions, flat, SparseFormat.DENSE).head();
    }

    private static NDArray mean(NDArray sum, long count) {
        return Buffers.times(sum, 1.0 / count);
    }
}
