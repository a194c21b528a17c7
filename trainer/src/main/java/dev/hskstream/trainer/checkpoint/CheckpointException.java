package dev.hskstream.trainer.checkpoint;

import dev.hskstream.base.UserException;

/** A checkpoint that cannot be read, or belongs to a training with other settings. */
public final class CheckpointException extends UserException {
    private static final long serialVersionUID = 1L;

    CheckpointException(String message) {
        super(message);
    }
}
