package dev.hskstream.trainer.run;

import dev.hskstream.trainer.certificate.EpochProof;
import java.util.List;
import java.util.Map;

/**
 * How a training ended.
 *
 * @param metrics of the best evaluation, the deciding one first
 * @param bestStep steps done at the best evaluation
 * @param resumedFrom steps that an earlier part of this training had done
 * @param seconds spent training and evaluating, over all parts
 * @param samplesPerSecond of this part, evaluations included
 * @param epochs that were trained, each proven whole
 * @param changes settings that were changed on the way
 * @param times where this part's seconds went: data, forward, backward, optimizer, evaluation, checkpoint
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
    /** The deciding metric at the best evaluation. */
    public double value() {
        return metrics.values().iterator().next();
    }
}
