package dev.hskstream.schemas.selection;

import dev.hskstream.base.Arguments;
import dev.hskstream.schemas.encoding.CodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Selects the tokens of a sample that are stored. */
public sealed interface LengthSelection {

    /**
     * The kept positions in descending importance, so that a prefix is the selection for fewer tokens.
     *
     * @param importance one score per token (attention received, summed over heads and queries); ignored unless
     *     {@link #needsAttention()}
     * @param separator whether each token is [SEP]; ignored unless {@link #needsAttention()}
     * @param tokens number of tokens of the sample, without padding
     * @return at most K positions; of equally important tokens, the one at the lower position comes first
     * @throws CodecException if a score is NaN
     */
    int[] select(float[] importance, boolean[] separator, int tokens);

    /** Whether {@link #select} uses the importance scores. */
    boolean needsAttention();

    /** The maximum number of kept tokens; {@link Integer#MAX_VALUE} if all are kept. */
    int keep();

    /** Whether each token is [SEP]. */
    static boolean[] separators(int[] tokenIds, int separatorId) {
        boolean[] separator = new boolean[tokenIds.length];
        for (int t = 0; t < tokenIds.length; t++) {
            separator[t] = tokenIds[t] == separatorId;
        }
        return separator;
    }

    /**
     * Parses {@code all}, {@code K:left}, {@code K:attention} or {@code K:attention-no-sep}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    static LengthSelection parse(String text) {
        if (text.equals("all")) {
            return new All();
        }
        Spec spec = new Spec("length", text, "all, K:left, K:attention or K:attention-no-sep");
        List<String> parts = spec.split(":", 2, 2);
        int keep = spec.integer(parts.get(0));
        return switch (parts.get(1)) {
            case "left" -> new Left(keep);
            case "attention" -> new Attention(keep, true);
            case "attention-no-sep" -> new Attention(keep, false);
            default -> throw spec.wrong();
        };
    }

    /** Keeps every token, in text order. */
    record All() implements LengthSelection {
        @Override
        public int[] select(float[] importance, boolean[] separator, int tokens) {
            return IntStream.range(0, tokens).toArray();
        }

        @Override
        public boolean needsAttention() {
            return false;
        }

        @Override
        public int keep() {
            return Integer.MAX_VALUE;
        }

        @Override
        public String toString() {
            return "all";
        }
    }

    /**
     * Keeps the first tokens, including [CLS].
     *
     * @param keep the maximum number of kept tokens
     */
    record Left(int keep) implements LengthSelection {
        /** @throws IllegalArgumentException if {@code keep} is less than 1 */
        public Left {
            checkKeep(keep);
        }

        @Override
        public int[] select(float[] importance, boolean[] separator, int tokens) {
            return IntStream.range(0, Math.min(keep, tokens)).toArray();
        }

        @Override
        public boolean needsAttention() {
            return false;
        }

        @Override
        public String toString() {
            return keep + ":left";
        }
    }

    /**
     * Keeps the tokens that receive the most attention.
     *
     * @param keep the maximum number of kept tokens
     * @param separators whether [SEP] tokens compete by their attention; if not, they are kept only if no other tokens
     *     are left
     */
    record Attention(int keep, boolean separators) implements LengthSelection {
        /** @throws IllegalArgumentException if {@code keep} is less than 1 */
        public Attention {
            checkKeep(keep);
        }

        @Override
        public int[] select(float[] importance, boolean[] separator, int tokens) {
            Arguments.check(
                    importance.length >= tokens, "length", "%d scores for %d tokens", importance.length, tokens);
            checkNumbers(importance, tokens);
            int most = Math.min(keep, tokens);
            if (separators) {
                return TopK.descending(importance, tokens, most);
            }
            int[] words = IntStream.range(0, tokens).filter(i -> !separator[i]).toArray();
            int[] ends = IntStream.range(0, tokens).filter(i -> separator[i]).toArray();
            int[] first = best(importance, words, Math.min(most, words.length));
            int[] last = best(importance, ends, most - first.length);
            int[] both = Arrays.copyOf(first, most);
            System.arraycopy(last, 0, both, first.length, last.length);
            return both;
        }

        @Override
        public boolean needsAttention() {
            return true;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d:attention%s", keep, separators ? "" : "-no-sep");
        }

        private static int[] best(float[] importance, int[] positions, int keep) {
            if (keep == 0) {
                return new int[0];
            }
            float[] scores = new float[positions.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = importance[positions[i]];
            }
            int[] best = TopK.descending(scores, scores.length, keep);
            for (int i = 0; i < keep; i++) {
                best[i] = positions[best[i]];
            }
            return best;
        }

        private static void checkNumbers(float[] importance, int tokens) {
            for (int i = 0; i < tokens; i++) {
                if (Float.isNaN(importance[i])) {
                    throw new CodecException(
                            "length: the importance of token " + i + " is NaN; is the teacher broken?");
                }
            }
        }
    }

    private static void checkKeep(int keep) {
        Arguments.check(keep >= 1, "length", "K = %d must be at least 1", keep);
    }
}
