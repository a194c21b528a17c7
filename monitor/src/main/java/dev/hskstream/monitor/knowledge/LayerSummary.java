package dev.hskstream.monitor.knowledge;

import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.schemas.avro.LayerStatistic;
import dev.hskstream.schemas.avro.ValueSpread;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one stored layer.
 *
 * @param layer teacher layer; 0 is the embeddings
 * @param values hidden values stored
 * @param bytes size of the layer's payloads
 * @param share {@code values} divided by the hidden values that the teacher computed in this layer
 * @param norm Euclidean norm of each kept token's kept units
 * @param energy mean of the squares of the stored values
 * @param energyShare share of the layer's energy that was kept; known only if every value was stored, because what was
 *     dropped is not in the records
 * @param drift mean norm in the last tenth of the set's samples divided by that in the first tenth, minus 1; empty as
 *     long as one of them is
 * @param maxError bound of the absolute error that the value encoding caused; 0 if it is exact
 */
public record LayerSummary(
        int layer,
        long values,
        long bytes,
        double share,
        Spread norm,
        double energy,
        OptionalDouble energyShare,
        OptionalDouble drift,
        double maxError) {

    static LayerSummary of(LayerStatistic stored) {
        boolean whole = stored.getValues() == stored.getAll();
        return new LayerSummary(
                stored.getLayer(),
                stored.getValues(),
                stored.getBytes(),
                (double) stored.getValues() / stored.getAll(),
                Spread.of(stored.getNorm()),
                stored.getEnergy() / stored.getValues(),
                whole ? OptionalDouble.of(1) : OptionalDouble.empty(),
                drift(stored.getFirst(), stored.getLast()),
                stored.getMaxError());
    }

    /** The last mean relative to the first, minus 1. */
    static OptionalDouble drift(@Nullable ValueSpread first, @Nullable ValueSpread last) {
        Optional<Double> before = Spread.ofNullable(first).map(Spread::mean).filter(mean -> mean != 0);
        Optional<Double> after = Spread.ofNullable(last).map(Spread::mean);
        return before.isPresent() && after.isPresent()
                ? OptionalDouble.of(after.get() / before.get() - 1)
                : OptionalDouble.empty();
    }
}
