package dev.hskstream.trainer.run;

/**
 * Settings of a training that do not depend on its objective.
 *
 * @param seed of order, dropout and fresh weights
 * @param batchSize number of samples of a step
 * @param weightDecay of AdamW
 * @param maxGradientNorm gradients with a larger global norm are scaled down to this norm; 0 for no limit
 * @param evaluateEvery steps between evaluations; 0 for one at the end of every epoch
 * @param checkpointEvery steps between checkpoints; 0 for none
 */
public record TrainingSettings(
        long seed, int batchSize, double weightDecay, double maxGradientNorm, int evaluateEvery, int checkpointEvery) {
    /** Refuses values that make no sense. */
    public TrainingSettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("--batch-size must be at least 1, got " + batchSize);
        }
        if (weightDecay < 0 || maxGradientNorm < 0 || evaluateEvery < 0 || checkpointEvery < 0) {
            throw new IllegalArgumentException("weight decay, gradient norm and intervals must not be negative");
        }
    }
}
