package dev.hskstream.producer.teacher;

import dev.hskstream.schemas.codec.LayerBlock;
import dev.hskstream.schemas.codec.WidthMask;
import dev.hskstream.schemas.codec.WidthSelection;

/**
 * A row's kept tokens in one layer, with all their units.
 *
 * @param positions in descending importance
 * @param states {@code [positions, hidden]}
 */
@SuppressWarnings("ArrayRecordComponent")
record KeptTokens(int layer, int[] positions, float[] states) {
    LayerBlock select(WidthSelection width) {
        WidthMask mask = width.select(states, positions.length, states.length / positions.length);
        return LayerBlock.gather(layer, positions, mask, states);
    }
}
