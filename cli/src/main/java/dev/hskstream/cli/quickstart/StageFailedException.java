package dev.hskstream.cli.quickstart;

import dev.hskstream.base.UserException;

/** A stage of the quickstart failed. The message names the stage and its reason. */
public final class StageFailedException extends UserException {
    private static final long serialVersionUID = 1;

    StageFailedException(String stage, String reason) {
        super(stage + " failed: " + reason);
    }
}
