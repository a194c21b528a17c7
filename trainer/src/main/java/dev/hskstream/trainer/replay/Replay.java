package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.trainer.order.EpochSource;
import java.util.SortedMap;

/** A knowledge set as a training's epochs, with the resources that are open for reading it. */
public interface Replay extends EpochSource, AutoCloseable {
    /** The sealed set's offsets by partition; empty while it is not sealed. */
    SortedMap<Integer, TopicScan.Range> ranges();

    /** Releases the open resources; epochs that are still open cannot be read any further. */
    @Override
    default void close() {}
}
