package dev.hskstream.trainer.order;

import dev.hskstream.schemas.record.Knowledge;
import java.util.BitSet;
import java.util.List;

/** What a training goes through, epoch by epoch: the same samples each time, every one exactly once, in batches. */
public interface EpochSource {
    /** Samples of an epoch. */
    int samples();

    /** Identity of the samples: what a resumed training must find again. */
    String identity();

    /**
     * The batches of an epoch, in order.
     *
     * @param epoch counted from 0
     * @param batch the first batch wanted: 0, or where a stopped training goes on
     * @param seen samples of the epoch's batches before that one; left as it is
     */
    Epoch open(int epoch, int batch, BitSet seen);

    /** One epoch being read. */
    interface Epoch extends AutoCloseable {
        /**
         * The next batch; may wait for it. All but one of an epoch's batches have the training's batch size, one has the
         * rest.
         */
        List<Knowledge> next();

        /** Lets go of what reading needs. */
        @Override
        default void close() {}
    }
}
