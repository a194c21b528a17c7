package dev.hskstream.producer.audit;

import dev.hskstream.schemas.record.LayerBlock;
import dev.hskstream.schemas.selection.LengthSelection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a layer's kept tokens are those that the length selection selects. With selection by attention, each kept
 * token must be at least as important as all kept tokens after it and as all dropped tokens, up to the {@link
 * Tolerance}, because the order of equally important tokens is arbitrary.
 */
final class TokenCheck {
    private final LengthSelection selection;
    private final int separatorId;
    private final Tolerance noise;

    TokenCheck(LengthSelection selection, int separatorId, Tolerance noise) {
        this.noise = noise;
        this.selection = selection;
        this.separatorId = separatorId;
    }

    /** Returns what is wrong, or null if the tokens are right. */
    @Nullable
    String check(LayerBlock block, Reference fresh) {
        if (selection instanceof LengthSelection.Attention attention) {
            return byAttention(block.positions(), fresh, fresh.importance(block.layer()), attention);
        }
        int[] expected = selection.select(new float[0], new boolean[fresh.tokens()], fresh.tokens());
        return Arrays.equals(block.positions(), expected)
                ? null
                : "positions: stored " + Arrays.toString(block.positions()) + ", " + selection + " keeps "
                        + Arrays.toString(expected);
    }

    private @Nullable String byAttention(
            int[] stored, Reference fresh, float[] importance, LengthSelection.Attention attention) {
        int keep = Math.min(attention.keep(), fresh.tokens());
        if (stored.length != keep) {
            return "positions: stored " + stored.length + ", " + selection + " keeps " + keep;
        }
        boolean[] kept = new boolean[fresh.tokens()];
        for (int position : stored) {
            if (position >= kept.length || kept[position]) {
                return "position " + position + " of " + kept.length + " tokens is out of range or there twice";
            }
            kept[position] = true;
        }
        // Walks from the least important kept token up: no token passed so far may be more important than the current
        // one.
        Best passed = new Best();
        for (int token = 0; token < kept.length; token++) {
            if (!kept[token]) {
                passed.add(token, rank(fresh, token, attention), importance[token]);
            }
        }
        for (int i = stored.length - 1; i >= 0; i--) {
            int token = stored[i];
            int rank = rank(fresh, token, attention);
            if (passed.beats(rank, importance[token], noise)) {
                return "position " + token + ": stored in place " + i + " with attention " + importance[token]
                        + " before or instead of position " + passed.token + " with " + passed.importance;
            }
            passed.add(token, rank, importance[token]);
        }
        return null;
    }

    /** Returns 1 for an ordinary token, and 0 for a separator that is kept only if no other tokens are left. */
    private int rank(Reference fresh, int token, LengthSelection.Attention attention) {
        return !attention.separators() && fresh.tokenIds()[token] == separatorId ? 0 : 1;
    }

    /** The most important token passed so far. */
    private static final class Best {
        private int token = -1;
        private int rank = -1;
        private float importance;

        void add(int other, int itsRank, float itsImportance) {
            if (itsRank > rank || (itsRank == rank && itsImportance > importance)) {
                token = other;
                rank = itsRank;
                importance = itsImportance;
            }
        }

        boolean beats(int itsRank, float itsImportance, Tolerance noise) {
            return rank > itsRank || (rank == itsRank && importance > itsImportance + noise.atSum(importance));
        }
    }
}
