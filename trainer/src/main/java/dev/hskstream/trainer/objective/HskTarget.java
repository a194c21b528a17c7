package dev.hskstream.trainer.objective;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.hskstream.model.tensor.Arena;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stored layer's knowledge for a batch. Each row is padded to {@code kept}, the largest number of kept tokens of
 * any row.
 *
 * @param positions index of each kept token in the batch's flattened tokens, int64 {@code [batch * kept]}; null if they
 *     are all of the batch's tokens, padding included
 * @param weights 1 for a kept token and 0 for a row's padding, float32 {@code [batch * kept, 1]}
 * @param units the kept hidden units of each token, int64 {@code [batch * kept, units]}; null if all units are kept
 * @param values the teacher's values, float32 {@code [batch * kept, units]}
 * @param tokens number of kept tokens, that is, of weights that are 1
 */
public record HskTarget(
        @Nullable NDArray positions,
        NDArray weights,
        @Nullable NDArray units,
        NDArray values,
        long tokens,
        int hidden) {
    /**
     * Lays out layer number {@code layer} of every row's knowledge.
     *
     * @param padded number of tokens that the batch's rows are padded to
     * @param limit maximum number of tokens to use of each row, the most important ones
     */
    static HskTarget of(NDManager manager, Arena arena, List<Knowledge> rows, int layer, int padded, int limit) {
        List<LayerBlock> blocks = rows.stream().map(row -> block(row, layer)).toList();
        int kept = blocks.stream()
                .mapToInt(b -> Math.min(limit, b.positions().length))
                .max()
                .orElse(0);
        int width = blocks.get(0).mask().units().length;
        int hidden = blocks.get(0).mask().hidden();
        boolean masked = width < hidden;
        int slots = rows.size() * kept;
        ByteBuffer positions = arena.take(8L * slots);
        ByteBuffer weights = arena.take(4L * slots);
        ByteBuffer values = arena.take(4L * slots * width);
        ByteBuffer units = arena.take(masked ? 8L * slots * width : 0);
        FloatBuffer valuesOut = values.asFloatBuffer();
        LongBuffer unitsOut = units.asLongBuffer();
        long tokens = 0;
        for (int r = 0; r < rows.size(); r++) {
            LayerBlock block = blocks.get(r);
            int own = Math.min(limit, block.positions().length);
            tokens += own;
            for (int k = 0; k < kept; k++) {
                positions.putLong((long) r * padded + (k < own ? block.positions()[k] : 0));
                weights.putFloat(k < own ? 1 : 0);
            }
            valuesOut.put(block.values(), 0, own * width).put(new float[(kept - own) * width]);
            if (masked) {
                putUnits(unitsOut, block.mask().units(), kept);
            }
        }
        return new HskTarget(
                Buffers.longs(manager, positions.flip(), slots),
                Buffers.floats(manager, weights.flip(), slots, 1),
                masked ? Buffers.longs(manager, units, slots, width) : null,
                Buffers.floats(manager, values, slots, width),
                tokens,
                hidden);
    }

    private static LayerBlock block(Knowledge row, int layer) {
        for (LayerBlock block : row.layers()) {
            if (block.layer() == layer) {
                return block;
            }
        }
        throw new IllegalArgumentException("sample " + row.sample() + " has no knowledge of layer " + layer);
    }

    private static void putUnits(LongBuffer into, int[] units, int times) {
        long[] row = new long[units.length];
        Arrays.setAll(row, i -> units[i]);
        for (int k = 0; k < times; k++) {
            into.put(row);
        }
    }
}
