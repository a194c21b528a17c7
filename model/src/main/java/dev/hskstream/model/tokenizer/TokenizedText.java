package dev.hskstream.model.tokenizer;

import java.util.Arrays;

/**
 * The tokens of a text or a pair with special tokens, such as {@code [CLS] a [SEP]} or {@code [CLS] a [SEP] b [SEP]},
 * without padding.
 *
 * @param ids token ids
 * @param secondSegment index of the first token of the second segment; the number of tokens if there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenizedText(int[] ids, int secondSegment) {
    public TokenizedText {
        if (secondSegment < 0 || secondSegment > ids.length) {
            throw new IllegalArgumentException("second segment at " + secondSegment + " of " + ids.length + " tokens");
        }
    }

    /** The number of tokens. */
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
