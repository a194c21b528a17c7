package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.trainer.order.EpochSource;
import java.util.SortedMap;

/** A set as what a training goes through, with whatever is open for it. */
public interface Replay extends EpochSource, AutoCloseable {
    /** The sealed set's offsets by partition; empty while it is not sealed. */
    SortedMap<Integer, TopicScan.Range> ranges();

    /** Lets go of what is open; an epoch that is being read cannot be read on. */
    @Override
    default void close() {}
}
