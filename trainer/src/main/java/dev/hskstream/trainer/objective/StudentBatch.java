package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.model.encoder.TokenBatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one step is given, as tensors.
 *
 * @param manager owns the tensors, and what the step computes of them; closed with the batch
 * @param samples indices of the rows
 * @param vocabulary the batch's distinct token ids, int64 {@code [n]}
 * @param tokens with each token's place in the vocabulary as its id
 * @param hsk what each stored layer says, by its number; empty without HSK
 * @param logits the teacher's, float32 {@code [batch, labels]}; null where no loss asks for them
 * @param labels class indices or values; null where no loss asks for them
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
