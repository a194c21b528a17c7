package dev.hskstream.model.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One batch of token sequences, padded to its longest row.
 *
 * @param ids int64 {@code [batch, tokens]}
 * @param types token type of each token, int64 {@code [batch, tokens]}
 * @param pairs whether any row has a second segment
 * @param sequences the token ids of each row as given, without padding
 * @param attentionBias 0 for tokens and -10000 for padding, float32 {@code [batch, 1, 1, tokens]}; null if no row is
 *     padded
 */
public record TokenBatch(
        NDArray ids,
        NDArray types,
        boolean pairs,
        List<int[]> sequences,
        @Nullable NDArray attentionBias,
        int rows,
        int tokens) {
    private static final float MASKED = -10_000f;

    /** 1 for tokens and 0 for padding, float32 {@code [batch, 1, tokens]}; null if no row is padded. */
    @Nullable
    NDArray presence() {
        return attentionBias == null ? null : attentionBias.div(-MASKED).add(1).reshape(rows, 1, tokens);
    }

    /** Whether a row contains this id before its padding. */
    boolean holds(int id) {
        for (int[] row : sequences) {
            for (int token : row) {
                if (token == id) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Creates a batch whose memory is in the arena.
     *
     * @param rows token ids of each row, special tokens included
     * @param secondSegments index of each row's first token of the second segment; the row's length if there is none
     * @param padId id that fills short rows
     */
    public static TokenBatch of(NDManager manager, Arena arena, List<int[]> rows, int[] secondSegments, int padId) {
        int count = rows.size();
        int longest = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        if (longest == 0) {
            throw new IllegalArgumentException("a batch needs at least one row with at least one token");
        }
        ByteBuffer ids = arena.take(8L * count * longest);
        ByteBuffer types = arena.take(8L * count * longest);
        ByteBuffer bias = arena.take(4L * count * longest);
        boolean padded = false;
        boolean pairs = false;
        for (int r = 0; r < count; r++) {
            int[] row = rows.get(r);
            for (int t = 0; t < longest; t++) {
                boolean token = t < row.length;
                ids.putLong(token ? row[t] : padId);
                types.putLong(token && t >= secondSegments[r] ? 1 : 0);
                bias.putFloat(token ? 0 : MASKED);
            }
            padded |= row.length < longest;
            pairs |= secondSegments[r] < row.length;
        }
        return new TokenBatch(
                Buffers.longs(manager, ids.flip(), count, longest),
                Buffers.longs(manager, types.flip(), count, longest),
                pairs,
                rows,
                padded ? Buffers.floats(manager, bias.flip(), count, 1, 1, longest) : null,
                count,
                longest);
    }
}
