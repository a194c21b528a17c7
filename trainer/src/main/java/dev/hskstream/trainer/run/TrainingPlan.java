package dev.hskstream.trainer.run;

import java.util.List;

/**
 * Where in a training a step stands: a function of the stages, the number of samples and the batch size.
 *
 * @param stages in order
 * @param stepsPerEpoch batches an epoch has
 */
public record TrainingPlan(List<TrainingStage> stages, int stepsPerEpoch) {
    /** The plan for that many samples. */
    public static TrainingPlan of(List<TrainingStage> stages, int samples, int batchSize) {
        return new TrainingPlan(List.copyOf(stages), (samples + batchSize - 1) / batchSize);
    }

    /** Steps of all stages. */
    public long steps() {
        return stages.stream()
                .mapToLong(stage -> (long) stage.epochs() * stepsPerEpoch)
                .sum();
    }

    /** Where step {@code step} (from 0) stands. */
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
     * A step's place.
     *
     * @param stageStep index of the step within its stage
     * @param stageSteps steps of the stage
     * @param epoch over all stages, from 0
     * @param batch index within the epoch
     */
    public record Position(TrainingStage stage, long stageStep, long stageSteps, int epoch, int batch) {
        /** The learning rate of this step. */
        public double learningRate() {
            return stage.schedule().rate(stageStep, stageSteps);
        }
    }
}
