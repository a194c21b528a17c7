package dev.hskstream.producer.teach;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.core.Embedding;
import dev.hskstream.model.encoder.EncoderOutput;
import dev.hskstream.model.tensor.Buffers;
import dev.hskstream.schemas.record.KeptTokens;
import dev.hskstream.schemas.record.TokenScores;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.LengthSelection;
import dev.hskstream.schemas.selection.WidthSelection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Extracts the knowledge to keep from a forward pass ("Marginal Utility Diminishes", ACL 2021, section 3): layers are
 * selected by depth, tokens by the attention they receive and units by magnitude. Kept tokens are gathered by the
 * tensor engine, so that only they are copied out of it; units are selected later, from the copy.
 *
 * <p>A token's importance in layer l is the attention that it receives in that layer, summed over heads and over the
 * sample's own tokens. For the embeddings, that of the first encoder layer is used.
 */
final class Extraction {
    private final Compression compression;
    private final boolean scores;
    private final int[] layers;
    private final int separatorId;

    /** Creates an extraction for a teacher with {@code teacherLayers} encoder layers. */
    Extraction(Extract extract, int teacherLayers, int separatorId) {
        this.compression = extract.compression();
        this.scores = extract.scores();
        this.layers = compression.depth().layers(teacherLayers);
        this.separatorId = separatorId;
    }

    /** Whether the attention that tokens receive in an encoder layer, counted from 1, is needed. */
    boolean needsReceived(int encoderLayer) {
        return (scores || compression.length().needsAttention())
                && Arrays.stream(layers).anyMatch(layer -> importanceOf(layer) == encoderLayer);
    }

    /**
     * Returns the kept tokens of every row, layer by layer.
     *
     * @param output the forward pass's output
     * @param ids the unpadded token ids of each row
     */
    List<List<KeptTokens>> take(EncoderOutput output, List<int[]> ids) {
        List<boolean[]> separators = ids.stream()
                .map(row -> LengthSelection.separators(row, separatorId))
                .toList();
        List<List<KeptTokens>> rows = new ArrayList<>();
        ids.forEach(row -> rows.add(new ArrayList<>(layers.length)));
        for (int layer : layers) {
            List<int[]> positions = positions(output, layer, separators);
            List<float[]> states = gather(output.hidden().get(layer), positions);
            for (int r = 0; r < rows.size(); r++) {
                rows.get(r).add(new KeptTokens(layer, positions.get(r), states.get(r)));
            }
        }
        return rows;
    }

    /** Returns the scores of every row's tokens; empty if they are not wanted. Parameters as of {@link #take}. */
    List<TokenScores> scores(EncoderOutput output, List<int[]> ids) {
        if (!scores) {
            return List.of();
        }
        List<List<float[]>> received = ids.stream()
                .<List<float[]>>map(row -> new ArrayList<>(layers.length))
                .toList();
        for (int layer : layers) {
            float[] sums = Buffers.toArray(output.requireReceived(importanceOf(layer)));
            for (int r = 0; r < ids.size(); r++) {
                received.get(r).add(ofRow(sums, r, ids.size(), ids.get(r).length));
            }
        }
        return IntStream.range(0, ids.size())
                .mapToObj(r -> new TokenScores(received.get(r), LengthSelection.separators(ids.get(r), separatorId)))
                .toList();
    }

    /** Returns the selection of units that has yet to be applied to the result of {@link #take}. */
    WidthSelection width() {
        return compression.width();
    }

    private static int importanceOf(int layer) {
        return Math.max(layer, 1);
    }

    private List<int[]> positions(EncoderOutput output, int layer, List<boolean[]> separators) {
        LengthSelection length = compression.length();
        float[] received =
                length.needsAttention() ? Buffers.toArray(output.requireReceived(importanceOf(layer))) : new float[0];
        List<int[]> positions = new ArrayList<>();
        for (int r = 0; r < separators.size(); r++) {
            boolean[] separator = separators.get(r);
            float[] own = ofRow(received, r, separators.size(), separator.length);
            positions.add(length.select(own, separator, separator.length));
        }
        return positions;
    }

    /** Returns the scores of a row's own tokens, from those of all rows with padding; empty if there are none. */
    private static float[] ofRow(float[] received, int row, int rows, int tokens) {
        int padded = received.length / rows;
        return Arrays.copyOfRange(received, row * padded, row * padded + Math.min(padded, tokens));
    }

    /** Copies the hidden states at each row's positions out of the engine. */
    private static List<float[]> gather(NDArray hidden, List<int[]> positions) {
        long tokens = hidden.getShape().get(1);
        long width = hidden.getShape().get(2);
        int count = positions.stream().mapToInt(row -> row.length).sum();
        ByteBuffer indices = Buffers.allocate(Math.multiplyExact(count, Long.BYTES));
        for (int r = 0; r < positions.size(); r++) {
            for (int position : positions.get(r)) {
                indices.putLong(r * tokens + position);
            }
        }
        indices.flip();
        int[] sizes = positions.stream()
                .mapToInt(row -> Math.multiplyExact(row.length, (int) width))
                .toArray();
        try (NDArray index = Buffers.longs(hidden.getManager(), indices, count);
                NDArray flat = hidden.reshape(new Shape(-1, width));
                NDArray states =
                        Embedding.embedding(index, flat, SparseFormat.DENSE).head()) {
            return Buffers.toArrays(states, sizes);
        }
    }
}
