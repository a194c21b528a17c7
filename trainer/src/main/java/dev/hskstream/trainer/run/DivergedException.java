package dev.hskstream.trainer.run;

import dev.hskstream.base.UserException;

/** A training has computed numbers that are not finite. Checkpoints and models saved before are unaffected. */
public final class DivergedException extends UserException {
    private static final long serialVersionUID = 1L;

    private DivergedException(String message, Throwable cause) {
        super(message, cause);
    }

    private DivergedException(String message) {
        super(message);
    }

    /**
     * Says what is not finite, and in which step.
     *
     * @param step counted from 1
     */
    static DivergedException in(long step, TrainingPlan.Position at, String what) {
        return new DivergedException(message(step, at, what));
    }

    /** As {@link #in(long, TrainingPlan.Position, String)}, with the text of another exception. */
    static DivergedException in(long step, TrainingPlan.Position at, RuntimeException cause) {
        return new DivergedException(message(step, at, String.valueOf(cause.getMessage())), cause);
    }

    private static String message(long step, TrainingPlan.Position at, String what) {
        TrainingStage stage = at.stage();
        return "step " + step + " (" + stage.name() + "): " + what + "; lower --learning-rate ("
                + stage.schedule().peak()
                + " now) or look for extreme values in the data: --force goes on from the last"
                + " checkpoint with the new rate, --restart starts anew";
    }
}
