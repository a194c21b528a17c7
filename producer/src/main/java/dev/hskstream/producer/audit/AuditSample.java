package dev.hskstream.producer.audit;

import dev.hskstream.model.random.SplitMix64;
import java.util.BitSet;

/** Selects the samples to audit: a uniform draw without replacement that depends only on the seed. */
final class AuditSample {
    /**
     * With fewer samples an audit would miss too much. If one sample in ten is wrong, 32 samples contain a wrong one
     * with a probability of 97 %.
     */
    private static final int LEAST = 32;

    private AuditSample() {}

    /**
     * Draws the samples to audit.
     *
     * @param samples number of samples in the set
     * @param share share of the samples to draw, in (0, 1]; at least 32 samples are drawn, or all of a smaller set
     * @return the indices of the drawn samples
     * @throws IllegalArgumentException if the share is out of range
     */
    static BitSet of(long samples, double share, long seed) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("--share must be above 0 and at most 1, got " + share);
        }
        int all = Math.toIntExact(samples);
        int wanted = (int) Math.min(all, Math.max(LEAST, (long) Math.ceil(share * all)));
        SplitMix64 random = SplitMix64.of("audit", seed);
        BitSet drawn = new BitSet(all);
        // Floyd's algorithm (Bentley and Floyd, "A sample of brilliance", CACM 1987).
        for (int i = all - wanted; i < all; i++) {
            int candidate = random.nextInt(i + 1);
            drawn.set(drawn.get(candidate) ? i : candidate);
        }
        return drawn;
    }
}
