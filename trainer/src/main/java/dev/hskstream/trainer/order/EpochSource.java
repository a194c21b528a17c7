package dev.hskstream.trainer.order;

import dev.hskstream.schemas.record.Knowledge;
import java.util.BitSet;
import java.util.List;

/**
 * The training data as a sequence of epochs. Each epoch gives the same samples in batches, each sample exactly once.
 */
public interface EpochSource {
    /** Number of samples of an epoch. */
    int samples();

    /** Identity of the samples; a training can resume only on data with the same identity. */
    String identity();

    /**
     * The batches of an epoch, in order.
     *
     * @param epoch counted from 0
     * @param batch the first batch to return: 0, or the one that a stopped training resumes with
     * @param seen samples of the epoch's earlier batches; not changed
     */
    Epoch open(int epoch, int batch, BitSet seen);

    /** One epoch being read. */
    interface Epoch extends AutoCloseable {
        /**
         * The next batch; may block. All of an epoch's batches have the training's batch size except one, which has the
         * remaining samples.
         */
        List<Knowledge> next();

        /** Releases the resources for reading. */
        @Override
        default void close() {}
    }
}
