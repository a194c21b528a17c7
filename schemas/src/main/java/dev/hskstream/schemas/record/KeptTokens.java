package dev.hskstream.schemas.record;

import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.selection.WidthSelection;

/**
 * The kept tokens of one row in one layer, with all their units.
 *
 * @param layer the teacher layer; 0 is the embeddings
 * @param positions token positions by descending importance
 * @param states hidden states {@code [positions, hidden]}, row-major
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeptTokens(int layer, int[] positions, float[] states) {
    /** Returns the tokens with the selected units. */
    public LayerBlock select(WidthSelection width) {
        WidthMask every = WidthMask.full(states.length / positions.length);
        return new LayerBlock(layer, positions, every, states).units(width);
    }
}
