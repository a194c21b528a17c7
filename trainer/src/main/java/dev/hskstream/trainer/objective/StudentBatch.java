package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.model.encoder.TokenBatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input of one training step, as tensors.
 *
 * @param manager owns these tensors and those that the step computes from them; closed with the batch
 * @param samples indices of the rows
 * @param vocabulary the batch's distinct token ids, int64 {@code [n]}
 * @param tokens the tokens, with each token's index in {@code vocabulary} as its id
 * @param hsk each stored layer's knowledge, by the layer's number; empty without HSK
 * @param logits the teacher's logits, float32 {@code [batch, labels]}; null if no loss needs them
 * @param labels class indices or regression values; null if no loss needs them
 */
@SuppressWarnings("ArrayRecordComponent")
public record StudentBatch(
        NDManager manager,
        long[] samples,
        NDArray vocabulary,
        TokenBatch tokens,
        Map<Integer, HskTarget> hsk,
        @Nullable NDArray logits,
        double @Nullable [] labels)
        implements AutoCloseable {
    @Override
    public void close() {
        manager.close();
    }
}
