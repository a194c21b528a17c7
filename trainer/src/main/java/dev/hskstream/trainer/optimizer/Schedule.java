package dev.hskstream.trainer.optimizer;

/**
 * Learning rate that rises linearly during the warm-up and then falls linearly to zero, as for fine-tuning BERT.
 *
 * @param peak the highest rate
 * @param warmup share of the steps that belong to the warm-up, 0 to 1
 */
public record Schedule(double peak, double warmup) {
    /** Refuses a rate that is not positive and a warm-up outside 0 to 1. */
    public Schedule {
        if (!(peak > 0) || !(warmup >= 0 && warmup <= 1)) {
            throw new IllegalArgumentException(
                    "learning rate must be positive and warm-up between 0 and 1, got " + peak + " and " + warmup);
        }
    }

    /** The learning rate of step {@code index} (from 0) out of {@code steps}; never 0 for these steps. */
    public double rate(long index, long steps) {
        double rising = warmup * steps;
        double done = index + 0.5;
        return peak * (done < rising ? done / rising : (steps - done) / (steps - rising));
    }
}
