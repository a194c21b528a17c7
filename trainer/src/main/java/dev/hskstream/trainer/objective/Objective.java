package dev.hskstream.trainer.objective;

import dev.hskstream.schemas.selection.LayerMap;
import java.util.List;

/**
 * What one stage of training minimises. Fine-tuning is the objective with labels alone.
 *
 * @param pairs which student layer learns from which stored layer; empty without HSK
 * @param dropped how units that the set does not hold are read
 * @param tokens at most so many of the stored tokens are used, the most important ones
 * @param temperature of the soft labels
 */
public record Objective(
        Weights weights, List<LayerMap.Pair> pairs, DroppedUnits dropped, int tokens, double temperature) {
    /** Name of the projection that lifts a student's states to the teacher's width, {@code [teacher, student]}. */
    public static final String PROJECTION = "hsk_projection.weight";

    /** Fine-tuning on labels. */
    public static final Objective LABELS =
            new Objective(Weights.LABELS, List.of(), DroppedUnits.IGNORE, Integer.MAX_VALUE, 1);

    /** Refuses a stage on HSK without layers to learn from. */
    public Objective {
        if (weights.hsk() > 0 && pairs.isEmpty()) {
            throw new IllegalArgumentException("a stage on hidden-state knowledge needs at least one pair of layers");
        }
    }
}
