package dev.hskstream.trainer.replay;

import dev.hskstream.trainer.batch.PermutedEpochs;
import java.util.BitSet;

/** Full permutations of a set's local copy. */
public record PermutedReplay(PermutedEpochs epochs) implements Replay {
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
