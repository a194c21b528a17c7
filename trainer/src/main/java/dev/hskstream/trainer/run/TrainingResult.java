package dev.hskstream.trainer.run;

import dev.hskstream.trainer.certificate.EpochProof;
import java.util.List;
import java.util.Map;

/**
 * The result of a training.
 *
 * @param metrics metrics of the best evaluation, the deciding one first
 * @param bestStep steps done at the best evaluation
 * @param resumedFrom number of steps done before the training was resumed; 0 if it was not
 * @param seconds seconds spent training and evaluating, over all parts of the training
 * @param samplesPerSecond speed since the last start or resumption; its time includes evaluations
 * @param epochs the proofs of all epochs
 * @param changes settings that were changed when the training was resumed
 * @param times seconds since the last start or resumption by activity: data, forward, backward, optimizer, evaluation,
 *     checkpoint
 */
public record TrainingResult(
        Map<String, Double> metrics,
        long bestStep,
        long steps,
        long resumedFrom,
        double seconds,
        double samplesPerSecond,
        List<EpochProof> epochs,
        List<String> changes,
        Map<String, Double> times,
        TrainingCurve curve) {
    /** The deciding metric's value at the best evaluation. */
    public double value() {
        return metrics.values().iterator().next();
    }
}
