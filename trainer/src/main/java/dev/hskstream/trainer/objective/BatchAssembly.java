package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.base.UserException;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.selection.LayerMap;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the rows of a batch into tensors: only those parts of each row that the objective needs. */
public final class BatchAssembly {
    private BatchAssembly() {}

    /**
     * Lays a batch out as tensors in the arena's memory. Runs no engine operation, so any thread may call it.
     *
     * @param manager becomes the batch's manager and is closed with it
     * @param padId token id that pads short rows
     * @throws UserException if a row has no label and the objective needs one
     */
    public static StudentBatch assemble(
            Objective objective, NDManager manager, Arena arena, List<Knowledge> rows, int padId) {
        List<int[]> ids = rows.stream().map(Knowledge::tokenIds).toList();
        BatchVocabulary vocabulary = BatchVocabulary.of(ids, padId);
        TokenBatch batch = TokenBatch.of(
                manager,
                arena,
                vocabulary.places(ids),
                rows.stream().mapToInt(Knowledge::secondSegment).toArray(),
                vocabulary.place(padId));
        Map<Integer, HskTarget> hsk = new HashMap<>();
        if (objective.weights().hsk() > 0) {
            for (LayerMap.Pair pair : objective.pairs()) {
                hsk.computeIfAbsent(
                        pair.stored(),
                        layer -> HskTarget.of(manager, arena, rows, layer, batch.tokens(), objective.tokens()));
            }
        }
        return new StudentBatch(
                manager,
                rows.stream().mapToLong(Knowledge::sample).toArray(),
                vocabulary.tensor(manager, arena),
                batch,
                hsk,
                objective.weights().soft() > 0 ? logits(manager, arena, rows) : null,
                objective.weights().hard() > 0
                        ? rows.stream().mapToDouble(BatchAssembly::label).toArray()
                        : null);
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
}
