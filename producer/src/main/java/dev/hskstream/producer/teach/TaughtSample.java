package dev.hskstream.producer.teach;

import dev.hskstream.model.task.Example;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.selection.WidthSelection;
import java.util.List;

/**
 * What a forward pass left of one sample.
 *
 * @param example the sample as it was loaded
 * @param ids its tokens, unpadded
 * @param secondSegment position of its second segment
 * @param logits the teacher's, one per label
 * @param layers the kept tokens of each kept layer, with all their units
 */
@SuppressWarnings("ArrayRecordComponent")
public record TaughtSample(Example example, int[] ids, int secondSegment, float[] logits, List<KeptTokens> layers) {

    /** The sample's knowledge, with the units that are kept. Reads no tensor, so any thread may do it. */
    public Knowledge knowledge(WidthSelection width) {
        return new Knowledge(
                example.index(),
                ids,
                secondSegment,
                example.label(),
                logits,
                layers.stream().map(kept -> kept.select(width)).toList());
    }
}
