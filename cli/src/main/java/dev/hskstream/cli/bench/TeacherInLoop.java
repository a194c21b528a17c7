package dev.hskstream.cli.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.encoder.Encoder;
import dev.hskstream.model.encoder.EncoderOutput;
import dev.hskstream.model.encoder.EncoderParameters;
import dev.hskstream.model.encoder.TokenBatch;
import dev.hskstream.model.pretrained.PretrainedModel;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.model.tensor.OpsSelection;
import dev.hskstream.model.tensor.TensorOps;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.schemas.selection.LayerMap;
import dev.hskstream.trainer.objective.BatchVocabulary;
import dev.hskstream.trainer.objective.HskTarget;
import dev.hskstream.trainer.objective.StudentBatch;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Distillation without Kafka: the teacher runs on each batch, and the student learns directly from the teacher's
 * tensors: the mapped layers with all tokens and units, and the logits.
 */
final class TeacherInLoop implements AutoCloseable {
    private final TensorOps ops = OpsSelection.select();
    private final Arena arena = new Arena();
    private final NDManager manager = Tensors.newManager();
    private final Encoder encoder;
    private final EncoderParameters weights;
    private final List<LayerMap.Pair> pairs;

    /** @param pairs the student's layers with the teacher layers that they learn from */
    TeacherInLoop(PretrainedModel teacher, List<LayerMap.Pair> pairs) {
        this.encoder = new Encoder(teacher.config(), ops);
        this.weights = new EncoderParameters(manager, teacher.weights());
        this.pairs = pairs;
    }

    /**
     * Runs the teacher on a batch. The result is valid until the next call.
     *
     * @param ids token ids of each row
     */
    StudentBatch batch(NDManager parent, List<int[]> ids) {
        arena.reset();
        NDManager scope = parent.newSubManager();
        int[] oneSegment = ids.stream().mapToInt(row -> row.length).toArray();
        boolean recording = Tensors.recording();
        Tensors.record(false);
        try {
            TokenBatch tokens = TokenBatch.of(scope, arena, ids, oneSegment, SyntheticText.PAD);
            EncoderOutput said = encoder.infer(weights.tensors(), tokens, new Encoder.Keep(true, false, true));
            BatchVocabulary vocabulary = BatchVocabulary.of(ids, SyntheticText.PAD);
            return new StudentBatch(
                    scope,
                    new long[ids.size()],
                    vocabulary.tensor(scope, arena),
                    TokenBatch.of(
                            scope, arena, vocabulary.places(ids), oneSegment, vocabulary.place(SyntheticText.PAD)),
                    targets(said, tokens, ids),
                    said.requireLogits(),
                    null);
        } finally {
            Tensors.record(recording);
        }
    }

    private Map<Integer, HskTarget> targets(EncoderOutput said, TokenBatch tokens, List<int[]> ids) {
        NDArray weight = tokenWeights(tokens, ids);
        long count = ids.stream().mapToInt(row -> row.length).sum();
        int hidden = encoder.config().hiddenSize();
        Map<Integer, HskTarget> targets = new HashMap<>();
        for (LayerMap.Pair pair : pairs) {
            NDArray states = said.hidden().get(pair.stored()).reshape(new Shape(-1, hidden));
            NDArray values = tokens.attentionBias() == null ? states : states.mul(weight);
            targets.put(pair.stored(), new HskTarget(null, weight, null, values, count, hidden));
        }
        return targets;
    }

    /** 1 for a token and 0 for padding, shape {@code [rows * tokens, 1]}. */
    private NDArray tokenWeights(TokenBatch tokens, List<int[]> ids) {
        int slots = tokens.rows() * tokens.tokens();
        ByteBuffer weights = arena.take((long) Float.BYTES * slots);
        for (int[] row : ids) {
            for (int t = 0; t < tokens.tokens(); t++) {
                weights.putFloat(t < row.length ? 1 : 0);
            }
        }
        NDManager scope = Objects.requireNonNull(tokens.ids().getManager());
        return Buffers.floats(scope, weights.flip(), slots, 1);
    }

    @Override
    public void close() {
        weights.close();
        manager.close();
        ops.close();
    }
}
