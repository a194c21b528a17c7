package dev.hskstream.trainer.objective;

import dev.hskstream.schemas.selection.LayerMap;
import java.util.List;

/**
 * What one stage of training minimises. Fine-tuning is the objective with labels alone.
 *
 * @param pairs which student layer learns from which stored layer; empty without HSK
 * @param dropped how units that the set does not hold are interpreted
 * @param tokens maximum number of stored tokens to use of each sample, the most important ones
 * @param temperature of the soft labels
 */
public record Objective(
        Weights weights, List<LayerMap.Pair> pairs, DroppedUnits dropped, int tokens, double temperature) {
    /** Name of the projection from the student's hidden size to the teacher's, {@code [teacher, student]}. */
    public static final String PROJECTION = "hsk_projection.weight";

    /** Fine-tuning on labels. */
    public static final Objective LABELS =
            new Objective(Weights.LABELS, List.of(), DroppedUnits.IGNORE, Integer.MAX_VALUE, 1);

    /** Refuses a weight on HSK without pairs of layers. */
    public Objective {
        if (weights.hsk() > 0 && pairs.isEmpty()) {
            throw new IllegalArgumentException("a stage on hidden-state knowledge needs at least one pair of layers");
        }
    }
}
