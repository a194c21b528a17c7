package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.copy.RecordSource;

/** Blocks of a set's topic, one after the other. */
public interface BlockStream extends AutoCloseable {
    /** Passes the next block's records to the sink in the order of their offsets; returns false if there is no next block. */
    boolean read(RecordSource.Sink sink);

    @Override
    void close();
}
