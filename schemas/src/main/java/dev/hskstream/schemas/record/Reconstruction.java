package dev.hskstream.schemas.record;

import dev.hskstream.base.Arguments;

/** Measures how much of a layer survives compression: restores it with zeros for everything that was dropped. */
public final class Reconstruction {
    private Reconstruction() {}

    /**
     * The relative squared error {@code sum (full - read)^2 / sum full^2}: 0 is lossless, 1 means that nothing was
     * kept.
     *
     * @param full the layer's hidden states, {@code [tokens, hidden]} row-major
     * @param kept the stored part of the layer
     * @return 0 if the layer is all zeros and was stored as such
     * @throws IllegalArgumentException if the block does not fit this shape
     */
    public static double error(float[] full, LayerBlock kept, int tokens, int hidden) {
        Arguments.check(
                full.length == tokens * hidden, "layer", "%d values are not [%d, %d]", full.length, tokens, hidden);
        float[] read = zeroFilled(kept, tokens, hidden);
        double lost = 0;
        double all = 0;
        for (int i = 0; i < full.length; i++) {
            double difference = (double) full[i] - read[i];
            lost += difference * difference;
            all += (double) full[i] * full[i];
        }
        return lost == 0 ? 0 : lost / all;
    }

    /**
     * Restores the layer, with zeros for what was dropped.
     *
     * @return {@code [tokens, hidden]} row-major
     * @throws IllegalArgumentException if the block does not fit this shape
     */
    public static float[] zeroFilled(LayerBlock kept, int tokens, int hidden) {
        Arguments.check(
                kept.mask().hidden() == hidden,
                "layer",
                "%d units, not %d",
                kept.mask().hidden(),
                hidden);
        float[] layer = new float[tokens * hidden];
        int[] units = kept.mask().units();
        int at = 0;
        for (int position : kept.positions()) {
            if (position >= tokens) {
                throw new IllegalArgumentException("layer: position " + position + " of " + tokens + " tokens");
            }
            for (int unit : units) {
                layer[position * hidden + unit] = kept.values()[at++];
            }
        }
        return layer;
    }
}
