package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The distinct token ids of a batch. A step uses only the rows of the word-embedding table that its batch needs, and
 * renumbers the token ids accordingly: in BERT-base, the gradient of the whole table would be 94 MB, almost all zeros,
 * for a few hundred rows.
 *
 * @param ids ascending
 */
@SuppressWarnings("ArrayRecordComponent")
public record BatchVocabulary(int[] ids) {
    /** The vocabulary of these rows and of the padding. */
    public static BatchVocabulary of(List<int[]> rows, int padId) {
        IntStream all = IntStream.concat(rows.stream().flatMapToInt(Arrays::stream), IntStream.of(padId));
        return new BatchVocabulary(all.sorted().distinct().toArray());
    }

    /** The rows with each token id replaced by its index in this vocabulary. */
    public List<int[]> places(List<int[]> rows) {
        return rows.stream()
                .map(row -> Arrays.stream(row).map(this::place).toArray())
                .toList();
    }

    /** The index of a token id of the batch in this vocabulary. */
    public int place(int id) {
        return Arrays.binarySearch(ids, id);
    }

    /** The ids, int64 {@code [n]}. */
    public NDArray tensor(NDManager manager, Arena arena) {
        ByteBuffer longs = arena.take((long) Long.BYTES * ids.length);
        for (int id : ids) {
            longs.putLong(id);
        }
        return Buffers.longs(manager, longs.flip(), ids.length);
    }
}
