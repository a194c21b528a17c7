package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.Bert;
import dev.hskstream.model.encoder.BertOutput;
import dev.hskstream.model.encoder.Dropout;
import dev.hskstream.model.encoder.HfNames;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.selection.LayerMap;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one stage of training minimises. Fine-tuning is the objective with labels alone.
 *
 * @param pairs which student layer learns from which stored layer; empty without HSK
 * @param dropped how units that the set does not hold are read
 * @param tokens at most so many of the stored tokens are used, the most important ones
 * @param temperature of the soft labels
 */
public record Objective(
        Weights weights, List<LayerMap.Pair> pairs, DroppedUnits dropped, int tokens, double temperature) {
    /** Name of the projection that lifts a student's states to the teacher's width, {@code [teacher, student]}. */
    public static final String PROJECTION = "hsk_projection.weight";

    /** Fine-tuning on labels. */
    public static final Objective LABELS =
            new Objective(Weights.LABELS, List.of(), DroppedUnits.IGNORE, Integer.MAX_VALUE, 1);

    /** Refuses a stage on HSK without layers to learn from. */
    public Objective {
        if (weights.hsk() > 0 && pairs.isEmpty()) {
            throw new IllegalArgumentException("a stage on hidden-state knowledge needs at least one pair of layers");
        }
    }

    /** How many of the student's layers the loss reaches. */
    public int layers(Bert bert) {
        return weights.predictions()
                ? bert.config().layers()
                : pairs.get(pairs.size() - 1).student();
    }

    /** Whether the loss depends on the weight of that name, so that it has a gradient. */
    public boolean reaches(String name, Bert bert) {
        if (name.equals(PROJECTION)) {
            return weights.hsk() > 0;
        }
        if (HfNames.isHead(name)) {
            return weights.predictions();
        }
        return HfNames.layerOf(name).map(layer -> layer < layers(bert)).orElse(true);
    }

    /**
     * Lays a batch out as tensors over the arena's memory. Computes nothing on the engine, so any thread may do it.
     *
     * @param manager becomes the batch's own
     * @param padId what fills short rows up
     * @throws UserException if a row has no label and the objective needs one
     */
    public StudentBatch assemble(NDManager manager, Arena arena, List<Knowledge> rows, int padId) {
        List<int[]> ids = rows.stream().map(Knowledge::tokenIds).toList();
        BatchVocabulary vocabulary = BatchVocabulary.of(ids, padId);
        TokenBatch batch = TokenBatch.of(
                manager,
                arena,
                vocabulary.places(ids),
                rows.stream().mapToInt(Knowledge::secondSegment).toArray(),
                vocabulary.place(padId));
        Map<Integer, HskTarget> hsk = new HashMap<>();
        if (weights.hsk() > 0) {
            for (LayerMap.Pair pair : pairs) {
                hsk.computeIfAbsent(
                        pair.stored(), layer -> HskTarget.of(manager, arena, rows, layer, batch.tokens(), tokens));
            }
        }
        return new StudentBatch(
                manager,
                rows.stream().mapToLong(Knowledge::sample).toArray(),
                vocabulary.tensor(manager, arena),
                batch,
                hsk,
                weights.soft() > 0 ? logits(manager, arena, rows) : null,
                weights.hard() > 0 ? rows.stream().mapToDouble(Objective::label).toArray() : null);
    }

    /**
     * Runs the student forward on a batch and computes its loss. Tensors belong to the batch's manager.
     *
     * @param weightsByName of the word embeddings, the rows of the batch's vocabulary
     */
    public LossTerms loss(Bert bert, Map<String, NDArray> weightsByName, StudentBatch batch, Dropout dropout) {
        BertOutput output = bert.train(weightsByName, batch.tokens(), dropout, layers(bert), weights.predictions());
        boolean regression = bert.config().regression();
        Map<String, NDArray> parts = new LinkedHashMap<>();
        if (weights.hsk() > 0) {
            parts.put("hsk", hsk(output, lift(bert.ops(), weightsByName.get(PROJECTION)), batch));
        }
        if (batch.logits() != null) {
            parts.put("soft", PredictionLoss.soft(output.requireLogits(), batch.logits(), temperature, regression));
        }
        if (batch.labels() != null) {
            parts.put("hard", PredictionLoss.hard(output.requireLogits(), batch.labels(), regression));
        }
        return new LossTerms(total(parts), parts);
    }

    private static NDArray logits(NDManager manager, Arena arena, List<Knowledge> rows) {
        int labels = rows.get(0).logits().length;
        ByteBuffer logits = arena.take((long) Float.BYTES * labels * rows.size());
        FloatBuffer values = logits.asFloatBuffer();
        rows.forEach(row -> values.put(row.logits()));
        return Buffers.floats(manager, logits, rows.size(), labels);
    }

    private static double label(Knowledge row) {
        return row.label()
                .orElseThrow(() -> new UserException("sample " + row.sample()
                        + " has no label; train without labels, --hard-weight 0, or label every sample"));
    }

    private static UnaryOperator<NDArray> lift(TensorOps ops, @Nullable NDArray projection) {
        if (projection == null) {
            return state -> state;
        }
        NDArray noBias =
                projection.getManager().zeros(new Shape(projection.getShape().get(0)));
        return state -> ops.linear(state, projection, noBias);
    }

    private NDArray hsk(BertOutput output, UnaryOperator<NDArray> lift, StudentBatch batch) {
        NDArray sum = null;
        for (LayerMap.Pair pair : pairs) {
            NDArray state = output.hidden().get(pair.student());
            HskTarget target = Objects.requireNonNull(batch.hsk().get(pair.stored()));
            NDArray loss = HskLoss.of(state, lift, target, dropped);
            sum = sum == null ? loss : sum.add(loss);
        }
        if (sum == null) {
            throw new IllegalStateException("no pair of layers");
        }
        return sum;
    }

    private NDArray total(Map<String, NDArray> parts) {
        return parts.entrySet().stream()
                .map(part -> Buffers.times(part.getValue(), weights.of(part.getKey())))
                .reduce(NDArray::add)
                .orElseThrow();
    }
}
