package dev.hskstream.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.hskstream.model.pretrained.TinyModel;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.PlainOps;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Compares gradients with finite differences, through every part of the network and with fixed dropout masks. */
class EncoderGradientTest {
    private static final float STEP = 1e-2f;
    private static final List<String> CHECKED = List.of(
            "embeddings.word_embeddings.weight",
            "embeddings.LayerNorm.weight",
            "encoder.layer.0.attention.self.query.weight",
            "encoder.layer.0.attention.self.value.bias",
            "encoder.layer.1.attention.output.dense.weight",
            "encoder.layer.1.intermediate.dense.weight",
            "encoder.layer.1.output.LayerNorm.bias",
            "pooler.dense.weight",
            "classifier.weight");

    @Test
    void plainGradientsAreRight() {
        try (TensorOps ops = new PlainOps()) {
            check(ops);
        }
    }

    @Test
    void chosenGradientsAreRight() {
        try (TensorOps ops = OpsSelection.select()) {
            check(ops);
        }
    }

    private static void check(TensorOps ops) {
        EncoderConfig config = TinyModel.config();
        try (NDManager manager = Tensors.newManager();
                EncoderParameters weights = new EncoderParameters(manager, EncoderInit.random(config, 3))) {
            weights.tensors().forEach((name, tensor) -> {
                if (!name.contains("LayerNorm")) {
                    tensor.muli(10);
                }
            });
            Encoder encoder = new Encoder(config, ops);
            for (String name : CHECKED) {
                NDArray weight = Objects.requireNonNull(weights.tensors().get(name));
                int index = name.equals("embeddings.word_embeddings.weight") ? 5 * 8 + 3 : 1;
                double analytic = gradient(encoder, weights, name, index);
                double up = shifted(encoder, weights, weight, index, STEP);
                double down = shifted(encoder, weights, weight, index, -STEP);
                double numeric = (up - down) / (2 * STEP);
                assertThat(analytic).as(name).isCloseTo(numeric, within(2e-2 * Math.max(0.1, Math.abs(numeric))));
            }
        }
    }

    private static double gradient(Encoder encoder, EncoderParameters weights, String name, int index) {
        try (NDManager step = weights.manager().newSubManager()) {
            Map<String, NDArray> leaves = weights.trainableViews(step, n -> true);
            Arena arena = new Arena();
            try (GradientCollector collector = Tensors.engine().newGradientCollector()) {
                collector.backward(loss(encoder, leaves, step, arena));
            }
            try (NDArray gradient = Objects.requireNonNull(leaves.get(name)).getGradient()) {
                return gradient.toFloatArray()[index];
            }
        }
    }

    private static double shifted(Encoder encoder, EncoderParameters weights, NDArray weight, int index, float by) {
        float[] values = weight.toFloatArray();
        float[] moved = values.clone();
        moved[index] += by;
        try (NDManager step = weights.manager().newSubManager()) {
            step.create(moved, weight.getShape()).copyTo(weight);
            double loss = loss(encoder, weights.tensors(), step, new Arena()).getFloat();
            step.create(values, weight.getShape()).copyTo(weight);
            return loss;
        }
    }

    private static NDArray loss(Encoder encoder, Map<String, NDArray> weights, NDManager step, Arena arena) {
        SeededDropout dropout = new SeededDropout(9, arena);
        dropout.beginStep(4);
        TokenBatch batch = TokenBatch.of(
                step, arena, List.of(new int[] {2, 5, 6, 7, 3, 6, 3}, new int[] {2, 5, 9, 3}), new int[] {5, 4}, 0);
        NDArray logits = encoder.train(weights, batch, dropout, 2, true).requireLogits();
        return logits.logSoftmax(-1).get("0,1").add(logits.get("1,0"));
    }
}
