package dev.hskstream.model.tokenizer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inserts the tokens of one or two texts into a template, and truncates them to the maximum length.
 *
 * @param left whether texts are truncated on the left
 */
record Assembly(Template template, boolean left) {
    /** The smallest maximum length: the special tokens of a pair and one token of each text. */
    int minLength() {
        return Template.specials(template.pair()) + 2;
    }

    TokenizedText of(int[] first, int @Nullable [] second, int maxLength) {
        List<Template.Piece> pieces = second == null ? template.single() : template.pair();
        int budget = maxLength - Template.specials(pieces);
        LongestFirst kept = second == null
                ? new LongestFirst(Math.min(first.length, budget), 0)
                : LongestFirst.of(first.length, second.length, budget);
        int[] ids = new int[kept.first() + kept.second() + Template.specials(pieces)];
        int at = 0;
        int secondSegment = ids.length;
        for (Template.Piece piece : pieces) {
            if (piece.type() == 1) {
                secondSegment = Math.min(secondSegment, at);
            }
            at = put(ids, at, piece, first, second, kept);
        }
        return new TokenizedText(ids, secondSegment);
    }

    private int put(int[] ids, int at, Template.Piece piece, int[] first, int @Nullable [] second, LongestFirst kept) {
        if (!piece.text()) {
            for (int i = 0; i < piece.ids().size(); i++) {
                ids[at + i] = piece.ids().get(i);
            }
            return at + piece.ids().size();
        }
        int[] text = piece.sequence() == 0 || second == null ? first : second;
        int count = piece.sequence() == 0 ? kept.first() : kept.second();
        System.arraycopy(text, left ? text.length - count : 0, ids, at, count);
        return at + count;
    }
}
