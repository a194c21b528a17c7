package dev.hskstream.trainer.run;

import dev.hskstream.base.UserException;

/** A training was asked to stop, and has kept what it had done. */
public final class TrainingStoppedException extends UserException {
    private static final long serialVersionUID = 1L;

    TrainingStoppedException(long step, long steps) {
        super("stopped after step " + step + " of " + steps + "; run the command again to go on from there");
    }
}
