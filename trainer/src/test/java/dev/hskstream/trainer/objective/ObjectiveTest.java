package dev.hskstream.trainer.objective;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.hskstream.model.encoder.Dropout;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderConfig;
import dev.hskstream.model.encoder.EncoderInit;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.formats.HostTensor;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.PlainOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.selection.LayerMap.Pair;
import dev.hskstream.trainer.MemoryRows;
import dev.hskstream.trainer.TinyBert;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectiveTest {
    private static final List<Knowledge> ROWS = MemoryRows.random(3, 4).rows();

    /**
     * A test case: weights, layer pairs, whether there is a projection, and names of weights that the loss must and
     * must not depend on.
     */
    record Case(Weights weights, List<Pair> pairs, boolean projection, Set<String> reached, Set<String> missed) {}

    static List<Case> cases() {
        Set<String> head = Set.of("pooler.dense.weight", "classifier.bias");
        return List.of(
                new Case(
                        new Weights(1, 0, 0),
                        List.of(new Pair(0, 0), new Pair(1, 1)),
                        false,
                        Set.of("embeddings.word_embeddings.weight", "encoder.layer.0.output.dense.weight"),
                        Set.of("encoder.layer.1.output.dense.weight", "pooler.dense.weight", "classifier.weight")),
                new Case(
                        new Weights(1, 0, 0),
                        List.of(new Pair(0, 0)),
                        false,
                        Set.of("embeddings.LayerNorm.bias"),
                        Set.of("encoder.layer.0.output.dense.weight")),
                new Case(
                        new Weights(1, 0, 0),
                        List.of(new Pair(2, 2)),
                        true,
                        Set.of(Objective.PROJECTION, "encoder.layer.1.output.dense.weight"),
                        head),
                new Case(new Weights(0, 1, 0), List.of(), true, head, Set.of(Objective.PROJECTION)),
                new Case(
                        new Weights(1, 1, 1),
                        List.of(new Pair(1, 2)),
                        true,
                        Set.of(Objective.PROJECTION, "classifier.weight", "encoder.layer.1.output.LayerNorm.weight"),
                        Set.of("encoder.layer.2.output.LayerNorm.weight")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsReachExactlyWhatItSays(Case c) {
        Objective objective = objective(c.weights(), c.pairs());
        EncoderConfig config = TinyBert.config(2);
        try (PlainOps ops = new PlainOps();
                NDManager manager = Tensors.newManager();
                EncoderParameters weights = new EncoderParameters(manager, weights(config, c.projection()));
                NDManager step = weights.manager().newSubManager()) {
            ObjectiveLoss loss = new ObjectiveLoss(objective, new Encoder(config, ops));
            StudentBatch batch = BatchAssembly.assemble(objective, step, new Arena(), ROWS, 0);
            Map<String, NDArray> leaves = weights.trainableViews(step, name -> true);
            leaves.put(EncoderParameters.WORD_EMBEDDINGS, weights.wordLeaf(step, batch.vocabulary()));
            try (GradientCollector collector = Tensors.engine().newGradientCollector()) {
                collector.backward(loss.of(leaves, batch, Dropout.NONE).total());
            }

            Set<String> said = new TreeSet<>();
            Set<String> reached = new TreeSet<>();
            // The bias of a key adds the same value to all scores of a query, which softmax ignores: its gradient is
            // only rounding error.
            leaves.keySet().removeIf(name -> name.endsWith("self.key.bias"));
            leaves.forEach((name, leaf) -> {
                if (loss.reaches(name)) {
                    said.add(name);
                }
                if (hasGradient(leaf)) {
                    reached.add(name);
                }
            });
            assertThat(reached).isEqualTo(said);
            assertThat(said).containsAll(c.reached()).doesNotContainAnyElementsOf(c.missed());
        }
    }

    @Test
    void theTotalIsTheWeightedSumOfTheTerms() {
        Map<String, Double> terms = terms(new Weights(2, 0.5, 3), List.of(new Pair(0, 0), new Pair(2, 2)));

        assertThat(terms.keySet()).containsExactlyInAnyOrder("hsk", "soft", "hard", "total");
        double expected = 2 * value(terms, "hsk") + 0.5 * value(terms, "soft") + 3 * value(terms, "hard");
        assertThat(terms.get("total")).isCloseTo(expected, within(1e-5));
    }

    @Test
    void pairsOfLayersAddUp() {
        double first = value(terms(new Weights(1, 0, 0), List.of(new Pair(0, 0))), "hsk");
        double last = value(terms(new Weights(1, 0, 0), List.of(new Pair(2, 2))), "hsk");

        assertThat(terms(new Weights(1, 0, 0), List.of(new Pair(0, 0), new Pair(2, 2))))
                .hasEntrySatisfying("hsk", both -> assertThat(both).isCloseTo(first + last, within(1e-4)));
    }

    @Test
    void refusesHiddenStatesWithoutLayersAndWeightsThatLearnNothing() {
        assertThatThrownBy(() -> objective(new Weights(1, 0, 0), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pair of layers");
        assertThatThrownBy(() -> new Weights(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Weights(1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Double> terms(Weights by, List<Pair> pairs) {
        EncoderConfig config = TinyBert.config(2);
        try (PlainOps ops = new PlainOps();
                NDManager manager = Tensors.newManager();
                EncoderParameters weights = new EncoderParameters(manager, weights(config, false))) {
            Objective objective = objective(by, pairs);
            StudentBatch batch = BatchAssembly.assemble(objective, weights.manager(), new Arena(), ROWS, 0);
            Map<String, NDArray> tensors = new HashMap<>(weights.tensors());
            tensors.put(EncoderParameters.WORD_EMBEDDINGS, weights.wordLeaf(weights.manager(), batch.vocabulary()));
            LossTerms terms = new ObjectiveLoss(objective, new Encoder(config, ops)).of(tensors, batch, Dropout.NONE);
            Map<String, Double> values = new LinkedHashMap<>();
            terms.parts().forEach((name, part) -> values.put(name, (double) part.getFloat()));
            values.put("total", (double) terms.total().getFloat());
            return values;
        }
    }

    private static double value(Map<String, Double> terms, String name) {
        return requireNonNull(terms.get(name));
    }

    private static Objective objective(Weights weights, List<Pair> pairs) {
        return new Objective(weights, pairs, DroppedUnits.ZEROS, Integer.MAX_VALUE, 1);
    }

    private static Map<String, HostTensor> weights(EncoderConfig config, boolean projection) {
        Map<String, HostTensor> weights = new LinkedHashMap<>(EncoderInit.random(config, 1));
        if (projection) {
            weights.put(Objective.PROJECTION, EncoderInit.fresh(Objective.PROJECTION, new long[] {8, 8}, 1));
        }
        return weights;
    }

    /** The engine returns zeros as the gradient of a weight that the loss does not depend on. */
    private static boolean hasGradient(NDArray leaf) {
        try (NDArray gradient = leaf.getGradient()) {
            for (float value : gradient.toFloatArray()) {
                if (value != 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
