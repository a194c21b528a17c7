package dev.hskstream.base.work;

import dev.hskstream.base.UserException;

/** The work stopped early on request. Everything is saved so that the same command, run again, continues from here. */
public final class StoppedException extends UserException {
    private static final long serialVersionUID = 1L;

    /** Takes a message such as {@code stopped: 512 samples are done; run it again to go on}. */
    public StoppedException(String message) {
        super(message);
    }
}
