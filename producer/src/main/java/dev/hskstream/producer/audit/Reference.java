package dev.hskstream.producer.audit;

/**
 * The complete, uncompressed output of the teacher for one sample that was run alone. Arrays are shared, not copied.
 *
 * @param tokenIds unpadded token ids, special tokens included
 * @param secondSegment position of the second segment's first token; the number of tokens if there is no second segment
 * @param logits one per label
 * @param hidden hidden states per layer, embeddings first, each {@code [tokens, hidden]} row-major
 * @param received per encoder layer, the attention that each token receives, summed over heads and querying tokens;
 *     empty if the set's tokens are not selected by attention
 */
@SuppressWarnings("ArrayRecordComponent")
record Reference(int[] tokenIds, int secondSegment, float[] logits, float[][] hidden, float[][] received) {
    int tokens() {
        return tokenIds.length;
    }

    /**
     * Returns the token importance that selects tokens in a layer. The embeddings use that of the first encoder layer.
     */
    float[] importance(int layer) {
        return received[Math.max(layer, 1) - 1];
    }
}
