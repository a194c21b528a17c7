package dev.hskstream.trainer.optimizer;

/**
 * Learning rate that rises linearly over the warm-up and then falls linearly to zero, as BERT is fine-tuned.
 *
 * @param peak the highest rate
 * @param warmup share of the steps that rise, 0 to 1
 */
public record Schedule(double peak, double warmup) {
    /** Refuses a rate that is not positive and a warm-up outside 0 to 1. */
    public Schedule {
        if (!(peak > 0) || !(warmup >= 0 && warmup <= 1)) {
            throw new IllegalArgumentException(
                    "learning rate must be positive and warm-up between 0 and 1, got " + peak + " and " + warmup);
        }
    }

    /** The rate of the step with the given index, of {@code steps} in all; never 0 within them. */
    public double rate(long index, long steps) {
        double rising = warmup * steps;
        double done = index + 0.5;
        return peak * (done < rising ? done / rising : (steps - done) / (steps - rising));
    }
}
