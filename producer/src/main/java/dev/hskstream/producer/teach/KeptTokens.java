package dev.hskstream.producer.teach;

import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.selection.WidthSelection;

/**
 * A row's kept tokens in one layer, with all their units.
 *
 * @param positions in descending importance
 * @param states {@code [positions, hidden]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeptTokens(int layer, int[] positions, float[] states) {
    LayerBlock select(WidthSelection width) {
        WidthMask mask = width.select(states, positions.length, states.length / positions.length);
        return LayerBlock.gather(layer, positions, mask, states);
    }
}
