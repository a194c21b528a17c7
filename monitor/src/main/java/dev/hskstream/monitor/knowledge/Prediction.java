package dev.hskstream.monitor.knowledge;

import java.util.Optional;

/**
 * How sure a teacher is of a sample.
 *
 * @param entropy {@code - sum p ln p} over the classes, in nats
 * @param confidence the largest p
 */
record Prediction(double entropy, double confidence) {
    /** From the softmax of the logits; empty for regression, which has one logit that is no probability. */
    static Optional<Prediction> of(float[] logits) {
        if (logits.length < 2) {
            return Optional.empty();
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        double weighted = 0;
        for (float logit : logits) {
            double power = Math.exp(logit - largest);
            sum += power;
            weighted += power * (logit - largest);
        }
        // p = e^x / sum, so - sum p ln p = ln sum - sum p x.
        return Optional.of(new Prediction(Math.log(sum) - weighted / sum, 1 / sum));
    }
}
