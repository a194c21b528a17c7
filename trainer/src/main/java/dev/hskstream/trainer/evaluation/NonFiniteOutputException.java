package dev.hskstream.trainer.evaluation;

import dev.hskstream.base.UserException;

/** A model gave something that is no number, so that nothing can be said of how well it does. */
public final class NonFiniteOutputException extends UserException {
    private static final long serialVersionUID = 1L;

    NonFiniteOutputException(String split, int sample) {
        super("the model's output for sample " + sample + " of " + split
                + " is not finite; its weights are damaged, or its training diverged (train again with a lower"
                + " --learning-rate)");
    }
}
