package dev.hskstream.cli.bench;

import dev.hskstream.model.encoder.EncoderConfig;

/**
 * The floating-point operations of one batch's matrix products: 2 m n k for a product of {@code [m, k]} and
 * {@code [k, n]}. Everything else (normalisation, dropout, embeddings, the optimizer) is not counted.
 *
 * @param inner total width of a layer's attention heads
 * @param batch rows of the batch
 * @param tokens tokens per row, including padding
 */
record Flops(EncoderConfig config, long inner, long batch, long tokens) {
    /** A forward pass, including the classification head. */
    long forward() {
        return config.layers() * layer() + head();
    }

    /**
     * A forward and backward pass. The backward pass has two products for each one of the forward pass, one per
     * factor's gradient.
     */
    long training() {
        return 3 * forward();
    }

    /**
     * Forward and backward pass of the projection from the student's hidden size to the teacher's, for one layer.
     *
     * @param lifted number of projected tokens per row
     */
    long projection(int lifted, int teacherHidden) {
        return 3 * product(batch * lifted, config.hiddenSize(), teacherHidden);
    }

    private long layer() {
        long rows = batch * tokens;
        long hidden = config.hiddenSize();
        long projections = 4 * product(rows, hidden, inner);
        long attention = 2 * product(rows, inner, tokens);
        long mlp = 2 * product(rows, hidden, config.intermediateSize());
        return projections + attention + mlp;
    }

    private long head() {
        return product(batch, config.hiddenSize(), config.hiddenSize())
                + product(batch, config.hiddenSize(), config.outputs());
    }

    private static long product(long m, long k, long n) {
        return 2 * m * k * n;
    }
}
