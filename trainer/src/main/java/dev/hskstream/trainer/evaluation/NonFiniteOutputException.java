package dev.hskstream.trainer.evaluation;

import dev.hskstream.base.UserException;

/** An output of the model is not finite, so that it cannot be evaluated. */
public final class NonFiniteOutputException extends UserException {
    private static final long serialVersionUID = 1L;

    NonFiniteOutputException(String split, int sample) {
        super("the model's output for sample " + sample + " of " + split
                + " is not finite; its weights are damaged, or its training diverged (train again with a lower"
                + " --learning-rate)");
    }
}
