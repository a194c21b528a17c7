package dev.hskstream.producer.teach;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.hskstream.model.encoder.EncoderOutput;
import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.model.tensor.Tensors;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.Compression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the extraction with its definitions, computed in plain Java from the output's arrays. Token 3 is the
 * separator, token 0 is padding.
 */
class ExtractionTest {
    private static final int LAYERS = 3;
    private static final int TOKENS = 9;
    private static final int HIDDEN = 16;
    private static final int SEPARATOR = 3;
    private static final List<int[]> IDS = List.of(
            new int[] {2, 7, 8, 3, 9, 5, 6, 7, 3}, new int[] {2, 5, 3}, new int[] {2, 6, 7, 8, 9, 3}, new int[] {3});

    private final NDManager manager = Tensors.newManager();
    private final float[][] hidden = new float[LAYERS + 1][];
    private final float[][] received = new float[LAYERS][];
    private final EncoderOutput output = output();

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @CsvSource({
        "all, 4:attention-no-sep, 0.25:magnitude",
        "all, 4:attention, 0.25:magnitude",
        "all, 100:attention-no-sep, all",
        "all, 1:attention, 0.5:uniform",
        "'0,2', 3:left, 0.25:magnitude",
        "'3', all, 0.1:magnitude",
        "2:2, 8:attention-no-sep, 0.1:random:5"
    })
    void picksWhatTheDefinitionsSay(String depth, String length, String width) {
        Compression compression = Compression.parse(depth, length, width, "float32");

        List<List<LayerBlock>> rows = extract(new Extraction(Extract.of(compression), LAYERS, SEPARATOR), output);

        assertThat(rows).hasSize(IDS.size());
        int[] layers = compression.depth().layers(LAYERS);
        for (int r = 0; r < IDS.size(); r++) {
            assertThat(rows.get(r)).hasSize(layers.length);
            for (int l = 0; l < layers.length; l++) {
                assertIsDefined(rows.get(r).get(l), layers[l], r, length, width);
            }
        }
    }

    @Test
    void asksForAttentionOnlyWhereItIsRead() {
        assertThat(extraction("4:left").needsReceived(1)).isFalse();
        assertThat(extraction("all").needsReceived(1)).isFalse();
        Extraction some = new Extraction(
                Extract.of(Compression.parse("0,3", "4:attention", "all", "float32")), LAYERS, SEPARATOR);
        assertThat(IntStream.rangeClosed(1, LAYERS).filter(some::needsReceived)).containsExactly(1, 3);
    }

    @Test
    void needsNoAttentionForPositionsThatDoNotDependOnIt() {
        EncoderOutput without = new EncoderOutput(output.hidden(), Map.of(), null);

        assertThat(extract(extraction("2:left"), without).get(0).get(1).positions())
                .containsExactly(0, 1);
    }

    private static List<List<LayerBlock>> extract(Extraction extraction, EncoderOutput output) {
        return extraction.take(output, IDS).stream()
                .map(row -> row.stream()
                        .map(kept -> kept.select(extraction.width()))
                        .toList())
                .toList();
    }

    private void assertIsDefined(LayerBlock block, int layer, int row, String length, String width) {
        assertThat(block.layer()).isEqualTo(layer);
        assertThat(block.positions()).containsExactly(positions(layer, row, length));
        if (width.endsWith("magnitude")) {
            int keep = (int) Math.max(1, Math.rint(Double.parseDouble(width.split(":", -1)[0]) * HIDDEN));
            assertThat(block.mask().units()).containsExactly(largest(layer, row, block.positions(), keep));
        }
        int[] units = block.mask().units();
        float[] expected = new float[block.positions().length * units.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = state(layer, row, block.positions()[i / units.length], units[i % units.length]);
        }
        assertThat(block.values()).containsExactly(expected);
    }

    private int[] positions(int layer, int row, String length) {
        int[] ids = IDS.get(row);
        int keep = length.equals("all") ? ids.length : Integer.parseInt(length.split(":", -1)[0]);
        Comparator<Integer> order = Comparator.naturalOrder();
        if (length.contains("attention")) {
            order = Comparator.<Integer>comparingDouble(t -> -received(layer, row, t))
                    .thenComparing(order);
        }
        if (length.endsWith("no-sep")) {
            order = Comparator.<Integer, Boolean>comparing(t -> ids[t] == SEPARATOR)
                    .thenComparing(order);
        }
        return IntStream.range(0, ids.length)
                .boxed()
                .sorted(order)
                .limit(keep)
                .mapToInt(t -> t)
                .toArray();
    }

    private float received(int layer, int row, int token) {
        return received[Math.max(layer, 1) - 1][row * TOKENS + token];
    }

    private int[] largest(int layer, int row, int[] positions, int keep) {
        return IntStream.range(0, HIDDEN)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(u -> -IntStream.of(positions)
                        .mapToDouble(t -> Math.abs(state(layer, row, t, u)))
                        .sum()))
                .limit(keep)
                .sorted()
                .mapToInt(u -> u)
                .toArray();
    }

    private float state(int layer, int row, int token, int unit) {
        return hidden[layer][(row * TOKENS + token) * HIDDEN + unit];
    }

    private Extraction extraction(String length) {
        return new Extraction(Extract.of(Compression.parse("all", length, "all", "float32")), LAYERS, SEPARATOR);
    }

    /** Padding tokens get large states and large attention, so that code that reads them fails the test. */
    private EncoderOutput output() {
        SplitMix64 random = new SplitMix64(11);
        List<NDArray> states = new ArrayList<>();
        Map<Integer, NDArray> sums = new HashMap<>();
        for (int l = 0; l <= LAYERS; l++) {
            hidden[l] = new float[IDS.size() * TOKENS * HIDDEN];
            for (int i = 0; i < hidden[l].length; i++) {
                boolean padding = i / HIDDEN % TOKENS >= IDS.get(i / HIDDEN / TOKENS).length;
                hidden[l][i] = (float) random.nextGaussian() * (padding ? 1000 : 1);
            }
            states.add(manager.create(hidden[l], new Shape(IDS.size(), TOKENS, HIDDEN)));
        }
        for (int l = 0; l < LAYERS; l++) {
            received[l] = new float[IDS.size() * TOKENS];
            for (int i = 0; i < received[l].length; i++) {
                boolean padding = i % TOKENS >= IDS.get(i / TOKENS).length;
                received[l][i] = (float) random.nextDouble() * (padding ? 1000 : 1);
            }
            sums.put(l + 1, manager.create(received[l], new Shape(IDS.size(), TOKENS)));
        }
        return new EncoderOutput(states, sums, null);
    }
}
