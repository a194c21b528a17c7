package dev.hskstream.producer.worker;

import dev.hskstream.kafka.connection.KafkaFailure;

/** Receives a worker's events, on the worker's thread. Progress bars, run events and metrics are listeners. */
public interface ProducerListener {
    /** Ignores all events. */
    ProducerListener SILENT = new ProducerListener() {};

    /** The worker has started; {@code done} samples of the set were already done, by any worker. */
    default void started(long done) {}

    /** A transaction was committed. */
    default void committed(Commit commit) {}

    /** A recoverable error occurred; samples that are not committed are read again. */
    default void recovering(Setback setback) {}

    /** The worker's loop ended, normally or with an error, after committing {@code samples} samples. */
    default void ended(long samples) {}

    /**
     * A committed transaction.
     *
     * @param samples number of samples, with one record each
     * @param bytes size of the records' keys and values
     * @param seconds time from sending the first record to the broker's response to the commit
     */
    record Commit(int samples, long bytes, double seconds) {}

    /**
     * An error that a worker recovers from.
     *
     * @param failure the kind of error
     * @param aborted whether a transaction was lost with it
     * @param reason the error's own message
     */
    record Setback(KafkaFailure failure, boolean aborted, String reason) {}

    /** Returns a listener that passes each event to all of these, in order. */
    static ProducerListener all(ProducerListener... listeners) {
        return new ProducerListener() {
            @Override
            public void started(long done) {
                for (ProducerListener listener : listeners) {
                    listener.started(done);
                }
            }

            @Override
            public void committed(Commit commit) {
                for (ProducerListener listener : listeners) {
                    listener.committed(commit);
                }
            }

            @Override
            public void recovering(Setback setback) {
                for (ProducerListener listener : listeners) {
                    listener.recovering(setback);
                }
            }

            @Override
            public void ended(long samples) {
                for (ProducerListener listener : listeners) {
                    listener.ended(samples);
                }
            }
        };
    }
}
