package dev.hskstream.producer.audit;

import dev.hskstream.model.random.SplitMix64;
import java.util.BitSet;

/** Which samples are audited: a uniform draw without replacement that depends on the seed alone. */
final class AuditSample {
    /** Fewer would miss too much: of a set with one wrong sample in ten, 32 find one with a probability of 97 %. */
    private static final int LEAST = 32;

    private AuditSample() {}

    /**
     * Draws.
     *
     * @param share of the samples, in (0, 1]; at least 32 samples are drawn, or all of a smaller set
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
