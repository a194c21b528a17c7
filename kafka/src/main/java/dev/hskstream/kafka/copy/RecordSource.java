package dev.hskstream.kafka.copy;

import dev.hskstream.schemas.encoding.CodecException;

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
         * @param bytes as {@link dev.hskstream.schemas.record.RecordBytes} gives them
         * @throws CodecException if the sample is outside the set or came before
         */
        void add(long sample, byte[] bytes);
    }
}
