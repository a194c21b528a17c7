package dev.hskstream.producer.teach;

import dev.hskstream.model.task.Example;
import dev.hskstream.schemas.record.KeptTokens;
import dev.hskstream.schemas.record.Knowledge;
import dev.hskstream.schemas.record.TokenScores;
import dev.hskstream.schemas.selection.WidthSelection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a forward pass for one sample.
 *
 * @param example the sample as it was loaded
 * @param ids unpadded token ids
 * @param secondSegment position of the second segment's first token
 * @param logits the teacher's logits, one per label
 * @param layers the kept tokens of each kept layer, with all their units
 * @param scores the importance of the tokens; null if it is not wanted
 */
@SuppressWarnings("ArrayRecordComponent")
public record TaughtSample(
        Example example,
        int[] ids,
        int secondSegment,
        float[] logits,
        List<KeptTokens> layers,
        @Nullable TokenScores scores) {

    /** Returns the sample's knowledge with the selected units. It uses no tensors, so any thread may call it. */
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
