package dev.hskstream.model.tokenizer;

import java.util.Arrays;

/**
 * A text, or a pair, as BERT reads it: {@code [CLS] a [SEP]} or {@code [CLS] a [SEP] b [SEP]}, without padding.
 *
 * @param ids token ids
 * @param secondSegment position of the first token of the second segment; the number of tokens where there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenizedText(int[] ids, int secondSegment) {
    public TokenizedText {
        if (secondSegment < 0 || secondSegment > ids.length) {
            throw new IllegalArgumentException("second segment at " + secondSegment + " of " + ids.length + " tokens");
        }
    }

    /** How many tokens there are. */
    public int length() {
        return ids.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenizedText that
                && secondSegment == that.secondSegment
                && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + secondSegment;
    }

    @Override
    public String toString() {
        return "TokenizedText" + Arrays.toString(ids) + "/" + secondSegment;
    }
}
