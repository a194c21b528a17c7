package dev.hskstream.trainer.replay;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.trainer.order.PermutedEpochs;
import java.util.BitSet;
import java.util.SortedMap;

/**
 * A set that is read from its local copy, fully permuted in every epoch.
 *
 * @param ranges offset ranges of the sealed set
 */
public record PermutedReplay(PermutedEpochs epochs, SortedMap<Integer, TopicScan.Range> ranges) implements Replay {
    @Override
    public int samples() {
        return epochs.samples();
    }

    @Override
    public String identity() {
        return epochs.identity();
    }

    @Override
    public Epoch open(int epoch, int batch, BitSet seen) {
        return epochs.open(epoch, batch, seen);
    }
}
