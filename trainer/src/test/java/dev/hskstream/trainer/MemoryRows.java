package dev.hskstream.trainer;

import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.trainer.order.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Rows that are held in memory. */
public record MemoryRows(List<Knowledge> rows) implements RowSource {
    /** Returns sentences of random words with random knowledge of layers 0, 1 and 2: three tokens, half of 8 units. */
    public static MemoryRows random(int count, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        return new MemoryRows(
                IntStream.range(0, count).mapToObj(i -> row(i, random)).toList());
    }

    private static Knowledge row(int index, SplitMix64 random) {
        int[] ids = new int[4 + random.nextInt(6)];
        for (int t = 0; t < ids.length; t++) {
            ids[t] = t == 0 ? 2 : t == ids.length - 1 ? 3 : 5 + random.nextInt(5);
        }
        List<LayerBlock> layers = new ArrayList<>();
        for (int layer = 0; layer <= 2; layer++) {
            float[] values = new float[3 * 4];
            for (int v = 0; v < values.length; v++) {
                values[v] = (float) random.nextGaussian();
            }
            layers.add(new LayerBlock(layer, new int[] {2, 0, 3}, new WidthMask(8, new int[] {0, 2, 3, 7}), values));
        }
        float[] logits = {(float) random.nextGaussian(), (float) random.nextGaussian()};
        return new Knowledge(index, ids, ids.length, OptionalDouble.of(random.nextInt(2)), logits, layers);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public int length(int index) {
        return rows.get(index).tokenIds().length;
    }

    @Override
    public Knowledge row(int index) {
        return rows.get(index);
    }

    @Override
    public String digest() {
        return "memory";
    }
}
