package dev.hskstream.producer.teacher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.hskstream.model.bert.BertOutput;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.schemas.codec.Compression;
import dev.hskstream.schemas.codec.LayerBlock;
import dev.hskstream.schemas.codec.LengthSelection;
import dev.hskstream.schemas.codec.WidthMask;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Picks the knowledge that is kept out of a forward pass ("Marginal Utility Diminishes", ACL 2021, section 3): layers by
 * depth, tokens by the attention they receive, units by magnitude. Tokens are gathered on the engine's side, so that only
 * what is kept is copied out.
 *
 * <p>A token's importance in layer l is the attention it receives in that layer, summed over heads and over the sample's
 * own tokens; the embeddings take the first layer's.
 */
final class Extraction {
    private final LengthSelection length;
    private final Compression compression;
    private final int[] layers;
    private final int separatorId;

    /** An extraction for a teacher of {@code teacherLayers} layers. */
    Extraction(Compression compression, int teacherLayers, int separatorId) {
        this.compression = compression;
        this.length = compression.length();
        this.layers = compression.depth().layers(teacherLayers);
        this.separatorId = separatorId;
    }

    boolean needsAttention() {
        return length.needsAttention();
    }

    /**
     * The kept layers of every row.
     *
     * @param ids the unpadded token ids of each row
     */
    List<List<LayerBlock>> extract(BertOutput output, List<int[]> ids) {
        List<List<LayerBlock>> rows = new ArrayList<>();
        ids.forEach(row -> rows.add(new ArrayList<>(layers.length)));
        for (int layer : layers) {
            NDArray hidden = output.hidden().get(layer);
            List<int[]> positions = positions(output, layer, ids);
            float[] states = gather(hidden, positions);
            int width = (int) hidden.getShape().get(2);
            int at = 0;
            for (int r = 0; r < rows.size(); r++) {
                int kept = positions.get(r).length;
                float[] own = Arrays.copyOfRange(states, at, at + kept * width);
                at += kept * width;
                WidthMask mask = compression.width().select(own, kept, width);
                rows.get(r).add(LayerBlock.gather(layer, positions.get(r), mask, own));
            }
        }
        return rows;
    }

    private List<int[]> positions(BertOutput output, int layer, List<int[]> ids) {
        List<int[]> positions = new ArrayList<>();
        float[] importance = new float[0];
        int padded = 0;
        if (length.needsAttention()) {
            NDArray attention = output.attention().get(Math.max(layer, 1) - 1);
            padded = (int) attention.getShape().get(3);
            importance = received(attention, ids);
        }
        for (int r = 0; r < ids.size(); r++) {
            int[] row = ids.get(r);
            boolean[] separator = new boolean[row.length];
            for (int t = 0; t < row.length; t++) {
                separator[t] = row[t] == separatorId;
            }
            float[] own = Arrays.copyOfRange(importance, r * padded, r * padded + (padded == 0 ? 0 : row.length));
            positions.add(length.select(own, separator, row.length));
        }
        return positions;
    }

    /** Attention received by each token from its row's own tokens, {@code [batch, tokens]} row-major. */
    private static float[] received(NDArray attention, List<int[]> ids) {
        try (NDArray overHeads = attention.sum(new int[] {1})) {
            int tokens = (int) overHeads.getShape().get(2);
            float[] all = Buffers.toArray(overHeads);
            float[] received = new float[ids.size() * tokens];
            for (int r = 0; r < ids.size(); r++) {
                for (int query = 0; query < ids.get(r).length; query++) {
                    int from = (r * tokens + query) * tokens;
                    for (int key = 0; key < tokens; key++) {
                        received[r * tokens + key] += all[from + key];
                    }
                }
            }
            return received;
        }
    }

    /** The states at the positions of every row, one after the other. */
    private static float[] gather(NDArray hidden, List<int[]> positions) {
        long tokens = hidden.getShape().get(1);
        int count = positions.stream().mapToInt(row -> row.length).sum();
        ByteBuffer indices = Buffers.allocate(Math.multiplyExact(count, Long.BYTES));
        for (int r = 0; r < positions.size(); r++) {
            for (int position : positions.get(r)) {
                indices.putLong(r * tokens + position);
            }
        }
        indices.flip();
        try (NDArray index = Buffers.longs(hidden.getManager(), indices, count);
                NDArray flat = hidden.reshape(new Shape(-1, hidden.getShape().get(2)));
                NDArray states =
                        Embedding.embedding(index, flat, SparseFormat.DENSE).head()) {
            return Buffers.toArray(states);
        }
    }
}
