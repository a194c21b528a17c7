package dev.hskstream.schemas.selection;

import dev.hskstream.base.Arguments;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Selects the hidden units that are stored. A fraction P of H units means {@code max(1, rint(P * H))} units. */
public sealed interface WidthSelection {

    /** The mask that all samples share; empty if each sample has its own mask or everything is kept. */
    Optional<WidthMask> setWide(int hidden);

    /**
     * Selects the mask for one layer of one sample.
     *
     * @param rows the kept tokens' hidden states, {@code [tokens, hidden]} row-major
     */
    default WidthMask select(float[] rows, int tokens, int hidden) {
        return select(rows, tokens, WidthMask.full(hidden));
    }

    /**
     * Selects the mask for one layer of one sample from the units that are at hand, which must include all that the
     * selection names.
     *
     * @param rows the kept tokens' hidden states, {@code [tokens, units]} row-major
     * @param units the units that the rows hold
     */
    WidthMask select(float[] rows, int tokens, WidthMask units);

    /**
     * Parses {@code all}, {@code P:magnitude}, {@code P:uniform}, {@code P:random} or {@code P:random:SEED}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    static WidthSelection parse(String text) {
        if (text.equals("all")) {
            return new All();
        }
        Spec spec = new Spec("width", text, "all, P:magnitude, P:uniform, P:random or P:random:SEED with P in (0, 1]");
        List<String> parts = spec.split(":", 2, 3);
        double fraction = spec.fraction(parts.get(0));
        String strategy = parts.get(1);
        if (strategy.equals("random")) {
            return new RandomUnits(fraction, parts.size() == 3 ? spec.seed(parts.get(2)) : 0);
        }
        if (parts.size() == 3) {
            throw spec.wrong();
        }
        return switch (strategy) {
            case "magnitude" -> new Magnitude(fraction);
            case "uniform" -> new Uniform(fraction);
            default -> throw spec.wrong();
        };
    }

    /** Keeps every unit. */
    record All() implements WidthSelection {
        @Override
        public Optional<WidthMask> setWide(int hidden) {
            return Optional.empty();
        }

        @Override
        public WidthMask select(float[] rows, int tokens, WidthMask units) {
            return units;
        }

        @Override
        public String toString() {
            return "all";
        }
    }

    /**
     * Keeps, for each sample, the units with the largest sum of |h| over the kept tokens. Of equal sums, the lower unit
     * is kept.
     *
     * @param fraction share of the units to keep, in (0, 1]
     */
    record Magnitude(double fraction) implements WidthSelection {
        /** @throws IllegalArgumentException if the fraction is not in (0, 1] */
        public Magnitude {
            checkFraction(fraction);
        }

        @Override
        public Optional<WidthMask> setWide(int hidden) {
            return Optional.empty();
        }

        @Override
        public WidthMask select(float[] rows, int tokens, WidthMask units) {
            int keep = WidthSelection.units(fraction, units.hidden());
            int count = units.count();
            if (keep == count) {
                return units;
            }
            float[] sums = new float[count];
            for (int t = 0; t < tokens; t++) {
                int row = t * count;
                for (int u = 0; u < count; u++) {
                    sums[u] += Math.abs(rows[row + u]);
                }
            }
            int[] top = TopK.ascending(sums, count, keep);
            return new WidthMask(
                    units.hidden(),
                    Arrays.stream(top).map(u -> units.units()[u]).toArray());
        }

        @Override
        public String toString() {
            return fraction + ":magnitude";
        }
    }

    /** Keeps the same units for the whole set. */
    sealed interface SetWide extends WidthSelection {
        /** The mask for all samples. */
        WidthMask mask(int hidden);

        @Override
        default Optional<WidthMask> setWide(int hidden) {
            return Optional.of(mask(hidden));
        }

        @Override
        default WidthMask select(float[] rows, int tokens, WidthMask units) {
            return mask(units.hidden());
        }
    }

    /**
     * Keeps evenly spaced units, the same for the whole set: unit {@code floor(i * H / W)} for i = 0..W-1.
     *
     * @param fraction share of the units to keep, in (0, 1]
     */
    record Uniform(double fraction) implements SetWide {
        /** @throws IllegalArgumentException if the fraction is not in (0, 1] */
        public Uniform {
            checkFraction(fraction);
        }

        @Override
        public WidthMask mask(int hidden) {
            int[] units = new int[units(fraction, hidden)];
            for (int i = 0; i < units.length; i++) {
                units[i] = (int) ((long) i * hidden / units.length);
            }
            return new WidthMask(hidden, units);
        }

        @Override
        public String toString() {
            return fraction + ":uniform";
        }
    }

    /**
     * Keeps random units, drawn without replacement, the same for the whole set. The draw is the beginning of a
     * Fisher-Yates shuffle with {@link Random}, whose sequence the Java specification defines.
     *
     * @param fraction share of the units to keep, in (0, 1]
     * @param seed seed of the draw
     */
    record RandomUnits(double fraction, long seed) implements SetWide {
        /** @throws IllegalArgumentException if the fraction is not in (0, 1] */
        public RandomUnits {
            checkFraction(fraction);
        }

        @Override
        public WidthMask mask(int hidden) {
            int[] deck = WidthMask.full(hidden).units().clone();
            int keep = units(fraction, hidden);
            Random random = new Random(seed);
            for (int i = 0; i < keep; i++) {
                int j = i + random.nextInt(hidden - i);
                int drawn = deck[j];
                deck[j] = deck[i];
                deck[i] = drawn;
            }
            int[] units = Arrays.copyOf(deck, keep);
            Arrays.sort(units);
            return new WidthMask(hidden, units);
        }

        @Override
        public String toString() {
            return fraction + ":random" + (seed == 0 ? "" : ":" + seed);
        }
    }

    private static int units(double fraction, int hidden) {
        return Math.max(1, (int) Math.rint(fraction * hidden));
    }

    private static void checkFraction(double fraction) {
        Arguments.check(fraction > 0 && fraction <= 1, "width", "P = %s is not in (0, 1]", fraction);
    }
}
