package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.copy.RecordSource;

/** Blocks of a set's topic, one after the other. */
public interface BlockStream extends AutoCloseable {
    /** Hands over the next block's records in the order of their offsets; false where there is no next block. */
    boolean read(RecordSource.Sink sink);

    @Override
    void close();
}
