package dev.hskstream.trainer.run;

import java.util.Map;

/** Observes a training; called on the training thread. */
public interface TrainingListener {
    /** The training goes on from a checkpoint: {@code step} of {@code steps} are done. */
    default void resumed(long step, long steps, long samples) {}

    /** Something the user should know, in one line. */
    default void notice(String line) {}

    /** A step was done. */
    void step(StepReport report);

    /** The model was evaluated after {@code step} steps. */
    void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best);

    /** A listener that calls the given ones, in order. */
    static TrainingListener all(TrainingListener... listeners) {
        return new TrainingListener() {
            @Override
            public void resumed(long step, long steps, long samples) {
                for (TrainingListener listener : listeners) {
                    listener.resumed(step, steps, samples);
                }
            }

            @Override
            public void notice(String line) {
                for (TrainingListener listener : listeners) {
                    listener.notice(line);
                }
            }

            @Override
            public void step(StepReport report) {
                for (TrainingListener listener : listeners) {
                    listener.step(report);
                }
            }

            @Override
            public void evaluated(long step, int epoch, Map<String, Double> metrics, boolean best) {
                for (TrainingListener listener : listeners) {
                    listener.evaluated(step, epoch, metrics, best);
                }
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
