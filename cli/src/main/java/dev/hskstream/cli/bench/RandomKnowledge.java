package dev.hskstream.cli.bench;

import dev.hskstream.model.random.SplitMix64;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.Compression;
import dev.hskstream.schemas.selection.WidthMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Random knowledge of the same shapes as a teacher's under the compression. Real knowledge would take a teacher hours,
 * and a student's speed does not depend on the values.
 */
record RandomKnowledge(Compression compression, ModelShape teacher) {
    /** The knowledge of a sample; the same at every call. */
    Knowledge of(long sample, int tokens) {
        SplitMix64 random = SplitMix64.of("bench", "knowledge", sample);
        List<LayerBlock> layers = new ArrayList<>();
        for (int layer : compression.depth().layers(teacher.layers())) {
            layers.add(block(layer, tokens, random));
        }
        float[] logits = {value(random), value(random)};
        return new Knowledge(
                sample,
                SyntheticText.tokenIds(sample, tokens),
                tokens,
                OptionalDouble.of((double) (sample % 2)),
                logits,
                layers);
    }

    private LayerBlock block(int layer, int tokens, SplitMix64 random) {
        float[] importance = values(tokens, random);
        boolean[] separator = new boolean[tokens];
        separator[tokens - 1] = true;
        int[] positions = compression.length().select(importance, separator, tokens);
        float[] rows = values(positions.length * teacher.hidden(), random);
        WidthMask mask = compression.width().select(rows, positions.length, teacher.hidden());
        return LayerBlock.gather(layer, positions, mask, rows);
    }

    private static float[] values(int count, SplitMix64 random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(random);
        }
        return values;
    }

    private static float value(SplitMix64 random) {
        return (float) (2 * random.nextDouble() - 1);
    }

    /**
     * The knowledge of samples 0, 1, ...
     *
     * @param lengths number of tokens of each sample
     */
    List<Knowledge> all(int[] lengths) {
        Knowledge[] all = new Knowledge[lengths.length];
        Arrays.setAll(all, i -> of(i, lengths[i]));
        return List.of(all);
    }
}
