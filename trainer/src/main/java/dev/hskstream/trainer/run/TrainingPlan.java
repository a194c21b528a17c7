package dev.hskstream.trainer.run;

import java.util.List;

/**
 * Maps each step of a training to its stage, epoch and batch. Depends only on the stages, the number of samples and the
 * batch size.
 *
 * @param stages in order
 * @param stepsPerEpoch number of batches of an epoch
 */
public record TrainingPlan(List<TrainingStage> stages, int stepsPerEpoch) {
    /** The plan for {@code samples} samples. */
    public static TrainingPlan of(List<TrainingStage> stages, int samples, int batchSize) {
        return new TrainingPlan(List.copyOf(stages), (samples + batchSize - 1) / batchSize);
    }

    /** Number of steps of all stages together. */
    public long steps() {
        return stages.stream()
                .mapToLong(stage -> (long) stage.epochs() * stepsPerEpoch)
                .sum();
    }

    /** The position of step {@code step} (from 0). */
    public Position at(long step) {
        long start = 0;
        for (TrainingStage stage : stages) {
            long length = (long) stage.epochs() * stepsPerEpoch;
            if (step < start + length) {
                return new Position(
                        stage, step - start, length, (int) (step / stepsPerEpoch), (int) (step % stepsPerEpoch));
            }
            start += length;
        }
        throw new IllegalArgumentException("step " + step + " is past the plan's " + steps());
    }

    /**
     * A step's position in the training.
     *
     * @param stageStep index of the step within its stage
     * @param stageSteps number of steps of the stage
     * @param epoch index from 0, counted over all stages
     * @param batch index of the batch within the epoch
     */
    public record Position(TrainingStage stage, long stageStep, long stageSteps, int epoch, int batch) {
        /** The learning rate of this step. */
        public double learningRate() {
            return stage.schedule().rate(stageStep, stageSteps);
        }
    }
}
