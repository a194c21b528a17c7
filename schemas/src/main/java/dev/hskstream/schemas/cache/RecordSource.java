package dev.hskstream.schemas.cache;

import dev.hskstream.schemas.codec.CodecException;

/** Where the records of a set come from, in any order. */
@FunctionalInterface
public interface RecordSource {
    /** Hands over every record of the set, once. */
    void read(Sink sink);

    /** Takes records. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes the record of a sample.
         *
         * @param bytes as {@link dev.hskstream.schemas.codec.RecordBytes} gives them
         * @throws CodecException if the sample is outside the set or came before
         */
        void add(long sample, byte[] bytes);
    }
}
