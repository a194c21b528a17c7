package dev.hskstream.base.work;

import dev.hskstream.base.UserException;

/** The work ended early because it was asked to, and left everything so that the same command goes on from here. */
public final class StoppedException extends UserException {
    private static final long serialVersionUID = 1L;

    /** With a message such as {@code stopped: 512 samples are done; run it again to go on}. */
    public StoppedException(String message) {
        super(message);
    }
}
