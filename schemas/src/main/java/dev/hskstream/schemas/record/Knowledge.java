package dev.hskstream.schemas.record;

import dev.hskstream.base.Arguments;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The decoded knowledge of one sample. Arrays are shared, not copied.
 *
 * @param sample 0-based index of the sample in the training split
 * @param tokenIds token ids including special tokens, without padding
 * @param secondSegment position of the second segment's first token; the token count if there is no second segment
 * @param label class index or regression value, if the data has labels
 * @param logits the teacher's logits, one per label
 * @param layers kept hidden states, in ascending order of layer
 */
@SuppressWarnings("ArrayRecordComponent")
public record Knowledge(
        long sample, int[] tokenIds, int secondSegment, OptionalDouble label, float[] logits, List<LayerBlock> layers) {

    /** @throws IllegalArgumentException if the index or the second segment is out of range */
    public Knowledge {
        Arguments.check(sample >= 0, "knowledge", "sample index %d is negative", sample);
        Arguments.check(
                secondSegment >= 0 && secondSegment <= tokenIds.length,
                "knowledge",
                "second segment at %d of %d tokens",
                secondSegment,
                tokenIds.length);
        layers = List.copyOf(layers);
    }
}
