package dev.hskstream.producer.audit;

import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.WidthMask;
import dev.hskstream.schemas.selection.WidthSelection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a layer's kept units are those that the width selection selects. With selection by magnitude, the
 * magnitude of a dropped unit, summed over the kept tokens, must not exceed that of a kept one by more than the {@link
 * Tolerance}.
 */
final class UnitCheck {
    private final WidthSelection selection;
    private final Tolerance noise;

    UnitCheck(WidthSelection selection, Tolerance noise) {
        this.noise = noise;
        this.selection = selection;
    }

    /** Returns what is wrong, or null if the units are right. */
    @Nullable
    String check(LayerBlock block, Reference fresh, int hidden) {
        float[] rows = rows(block, fresh.hidden()[block.layer()], hidden);
        WidthMask expected = selection.select(rows, block.positions().length, hidden);
        WidthMask stored = block.mask();
        if (stored.count() != expected.count()) {
            return "units: stored " + stored.count() + ", " + selection + " keeps " + expected.count();
        }
        if (stored.equals(expected)) {
            return null;
        }
        return selection instanceof WidthSelection.Magnitude
                ? byMagnitude(stored, rows, hidden)
                : "units: stored " + Arrays.toString(stored.units()) + ", " + selection + " keeps "
                        + Arrays.toString(expected.units());
    }

    /** Accepts a mask that differs from the expected one only if the units in which they differ are tied. */
    private @Nullable String byMagnitude(WidthMask stored, float[] rows, int hidden) {
        double[] sums = new double[hidden];
        for (int i = 0; i < rows.length; i++) {
            sums[i % hidden] += Math.abs(rows[i]);
        }
        boolean[] kept = new boolean[hidden];
        int least = stored.units()[0];
        for (int unit : stored.units()) {
            kept[unit] = true;
            least = sums[unit] < sums[least] ? unit : least;
        }
        for (int unit = 0; unit < hidden; unit++) {
            if (!kept[unit] && sums[unit] > sums[least] + noise.atSum(sums[unit])) {
                return "unit " + least + ": stored with magnitude " + (float) sums[least] + " instead of unit " + unit
                        + " with " + (float) sums[unit];
            }
        }
        return null;
    }

    private static float[] rows(LayerBlock block, float[] states, int hidden) {
        float[] rows = new float[block.positions().length * hidden];
        for (int t = 0; t < block.positions().length; t++) {
            System.arraycopy(states, block.positions()[t] * hidden, rows, t * hidden, hidden);
        }
        return rows;
    }
}
