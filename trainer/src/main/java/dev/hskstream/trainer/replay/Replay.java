package dev.hskstream.trainer.replay;

import dev.hskstream.trainer.batch.EpochSource;

/** A set as what a training goes through, with whatever is open for it. */
public interface Replay extends EpochSource, AutoCloseable {
    /** Lets go of what is open; an epoch that is being read cannot be read on. */
    @Override
    default void close() {}
}
