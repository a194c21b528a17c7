package dev.hskstream.cli.quickstart;

/** A stage of the quickstart did not get done; the message names it and gives its own reason. */
public final class StageFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StageFailedException(String stage, String reason) {
        super(stage + " failed: " + reason);
    }
}
