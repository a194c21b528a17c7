package dev.hskstream.trainer.loop;

import java.util.Map;

/** Is told what a training does, on the training thread. */
public interface TrainingListener {
    /** A step was done. */
    void step(StepReport report);

    /** The model was evaluated after {@code step} steps. */
    void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best);

    /** Tells both. */
    static TrainingListener both(TrainingListener one, TrainingListener other) {
        return new TrainingListener() {
            @Override
            public void step(StepReport report) {
                one.step(report);
                other.step(report);
            }

            @Override
            public void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best) {
                one.evaluated(step, epoch, metrics, best);
                other.evaluated(step, epoch, metrics, best);
            }
        };
    }

    /**
     * One finished step.
     *
     * @param step steps done, this one included
     * @param samples samples trained on so far, including those before a resume
     * @param losses by name; {@code loss} is what was minimised
     * @param waitShare share of the time since the start that was spent waiting for data
     */
    record StepReport(
            long step,
            long steps,
            int epoch,
            long samples,
            int batch,
            Map<String, Double> losses,
            double learningRate,
            double samplesPerSecond,
            double waitShare,
            double secondsLeft) {}
}
