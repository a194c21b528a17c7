package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.encoder.Dropout;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderOutput;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.schemas.selection.LayerMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Computes an objective's loss for a student on a batch, and says which weights the loss depends on. */
public record ObjectiveLoss(Objective objective, Encoder encoder) {
    /** The number of the student's layers that the loss depends on, counted from the input. */
    public int layers() {
        return objective.weights().predictions()
                ? encoder.config().layers()
                : objective.pairs().get(objective.pairs().size() - 1).student();
    }

    /** Whether the loss depends on the weight of that name, so that the weight has a gradient. */
    public boolean reaches(String name) {
        if (name.equals(Objective.PROJECTION)) {
            return objective.weights().hsk() > 0;
        }
        if (HfNames.isHead(name)) {
            return objective.weights().predictions();
        }
        return HfNames.layerOf(name).map(layer -> layer < layers()).orElse(true);
    }

    /**
     * Runs the student forward on a batch and computes its loss. The tensors belong to the batch's manager.
     *
     * @param weightsByName the student's weights; of the word embeddings only the rows of the batch's vocabulary
     */
    public LossTerms of(Map<String, NDArray> weightsByName, StudentBatch batch, Dropout dropout) {
        EncoderOutput output = encoder.train(
                weightsByName,
                batch.tokens(),
                dropout,
                layers(),
                objective.weights().predictions());
        boolean regression = encoder.config().regression();
        Map<String, NDArray> parts = new LinkedHashMap<>();
        if (objective.weights().hsk() > 0) {
            parts.put("hsk", hsk(output, lift(encoder.ops(), weightsByName.get(Objective.PROJECTION)), batch));
        }
        if (batch.logits() != null) {
            parts.put(
                    "soft",
                    PredictionLoss.soft(output.requireLogits(), batch.logits(), objective.temperature(), regression));
        }
        if (batch.labels() != null) {
            parts.put("hard", PredictionLoss.hard(output.requireLogits(), batch.labels(), regression));
        }
        return new LossTerms(total(parts), parts);
    }

    private static UnaryOperator<NDArray> lift(TensorOps ops, @Nullable NDArray projection) {
        if (projection == null) {
            return state -> state;
        }
        NDArray noBias =
                projection.getManager().zeros(new Shape(projection.getShape().get(0)));
        return state -> ops.linear(state, projection, noBias);
    }

    private NDArray hsk(EncoderOutput output, UnaryOperator<NDArray> lift, StudentBatch batch) {
        NDArray sum = null;
        for (LayerMap.Pair pair : objective.pairs()) {
            NDArray state = output.hidden().get(pair.student());
            HskTarget target = Objects.requireNonNull(batch.hsk().get(pair.stored()));
            NDArray loss = HskLoss.of(state, lift, target, objective.dropped());
            sum = sum == null ? loss : sum.add(loss);
        }
        if (sum == null) {
            throw new IllegalStateException("no pair of layers");
        }
        return sum;
    }

    private NDArray total(Map<String, NDArray> parts) {
        return parts.entrySet().stream()
                .map(part -> Buffers.times(part.getValue(), objective.weights().of(part.getKey())))
                .reduce(NDArray::add)
                .orElseThrow();
    }
}
