package dev.hskstream.kafka.copy;

import dev.hskstream.schemas.encoding.CodecException;

/** A source of a set's records, in any order. */
@FunctionalInterface
public interface RecordSource {
    /** Passes every record of the set to the sink, once. */
    void read(Sink sink);

    /** Receives records. */
    @FunctionalInterface
    interface Sink {
        /**
         * Adds the record of a sample.
         *
         * @param bytes the record, encoded by {@link dev.hskstream.schemas.record.RecordBytes}
         * @throws CodecException if the sample is outside the set or was added before
         */
        void add(long sample, byte[] bytes);
    }
}
