package dev.hskstream.producer.worker;

import dev.hskstream.kafka.connection.KafkaFailure;

/** Is told what a worker does, on the worker's thread. Progress bars, events and metrics are listeners. */
public interface ProducerListener {
    /** Tells nobody. */
    ProducerListener SILENT = new ProducerListener() {};

    /** The worker takes part; that many samples of the set were done before, by whichever worker. */
    default void started(long done) {}

    /** A transaction was committed. */
    default void committed(Commit commit) {}

    /** Something went wrong that can be mended: what is not committed is read again. */
    default void recovering(Setback setback) {}

    /** The worker ended in good order: the set is done, or it was asked to stop. */
    default void ended(long samples) {}

    /**
     * A committed transaction.
     *
     * @param samples whose knowledge it holds; a record each
     * @param bytes of the records' keys and values
     * @param seconds from its first record to the broker's answer
     */
    record Commit(int samples, long bytes, double seconds) {}

    /**
     * An error that a worker recovers from.
     *
     * @param failure what kind it is
     * @param aborted whether a transaction was lost with it
     * @param reason the error's own words
     */
    record Setback(KafkaFailure failure, boolean aborted, String reason) {}

    /** Tells all of them, in order. */
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
