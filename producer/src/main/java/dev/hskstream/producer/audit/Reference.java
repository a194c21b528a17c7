package dev.hskstream.producer.audit;

/**
 * What a teacher says of one sample that it was given alone: everything, uncompressed. Arrays are shared, not copied.
 *
 * @param tokenIds unpadded, special tokens included
 * @param secondSegment position of the second segment's first token; the token count where there is none
 * @param logits one per label
 * @param hidden per layer, embeddings first, {@code [tokens, hidden]} row-major
 * @param received per encoder layer, the attention that each token receives, summed over heads and tokens; empty where
 *     tokens are not chosen by it
 */
@SuppressWarnings("ArrayRecordComponent")
record Reference(int[] tokenIds, int secondSegment, float[] logits, float[][] hidden, float[][] received) {
    int tokens() {
        return tokenIds.length;
    }

    /** By what tokens of a layer are chosen; the embeddings take the first layer's. */
    float[] importance(int layer) {
        return received[Math.max(layer, 1) - 1];
    }
}
