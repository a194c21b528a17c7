package dev.hskstream.cli.bench;

import dev.hskstream.model.encoder.EncoderConfig;

/**
 * Floating-point operations of the matrix products of one batch: 2 m n k for a product of {@code [m, k]} and
 * {@code [k, n]}. Everything else, such as normalisation, dropout, embeddings and the optimizer, counts as nothing.
 *
 * @param inner width of all of a layer's heads together
 * @param batch rows
 * @param tokens every row has, padding included
 */
record Flops(EncoderConfig config, long inner, long batch, long tokens) {
    /** A forward pass with head. */
    long forward() {
        return config.layers() * layer() + head();
    }

    /** Forward and backward: each product has two in the backward pass, one for either factor's gradient. */
    long training() {
        return 3 * forward();
    }

    /** Forward and backward of the projection that lifts one hidden state of so many tokens a row to the teacher's width. */
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
