package dev.hskstream.trainer.certificate;

import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;

/**
 * Records which samples each epoch has trained on. Throws if an epoch gets a sample twice or ends with a sample
 * missing. Its state is part of every checkpoint, so that the proof of an epoch covers the steps before a restart too.
 */
public final class EpochLedger {
    private final int samples;
    private final List<EpochProof> proofs;
    private final BitSet seen;
    private OrderDigest order;

    private EpochLedger(int samples, List<EpochProof> proofs, BitSet seen, OrderDigest order) {
        this.samples = samples;
        this.proofs = new ArrayList<>(proofs);
        this.seen = seen;
        this.order = order;
    }

    /** An empty ledger for epochs of {@code samples} samples, whose indices start at 0. */
    public static EpochLedger of(int samples) {
        return new EpochLedger(samples, List.of(), new BitSet(samples), OrderDigest.empty());
    }

    /** Restores the ledger that returned {@code state}. */
    public static EpochLedger restore(int samples, State state) {
        BitSet seen = BitSet.valueOf(Base64.getDecoder().decode(state.seen()));
        return new EpochLedger(samples, state.proofs(), seen, OrderDigest.of(state.order()));
    }

    /**
     * Records a batch of the current epoch.
     *
     * @throws IllegalStateException if the epoch has seen one of these samples before, or an index is out of range
     */
    public void add(long[] batch) {
        for (long sample : batch) {
            if (sample < 0 || sample >= samples) {
                throw broken("was given sample " + sample + ", which is outside 0.." + (samples - 1));
            }
            if (seen.get((int) sample)) {
                throw broken("was given sample " + sample + " twice");
            }
            seen.set((int) sample);
        }
        order.add(batch);
    }

    /**
     * Ends the current epoch.
     *
     * @throws IllegalStateException if it has not seen every sample
     */
    public EpochProof epochEnds(String stage) {
        if (seen.cardinality() != samples) {
            throw broken("ends after " + seen.cardinality() + " of " + samples + " samples; the first that it lacks is "
                    + seen.nextClearBit(0));
        }
        EpochProof proof = new EpochProof(proofs.size(), stage, samples, order.hex());
        proofs.add(proof);
        seen.clear();
        order = OrderDigest.empty();
        return proof;
    }

    /** The samples that the current epoch has seen; callers must not change it. */
    public BitSet seen() {
        return seen;
    }

    /** Samples trained on in all epochs so far. */
    public long trained() {
        return (long) proofs.size() * samples + seen.cardinality();
    }

    /** The finished epochs. */
    public List<EpochProof> proofs() {
        return List.copyOf(proofs);
    }

    /** The ledger's whole state, for a checkpoint. */
    public State state() {
        return new State(proofs(), Base64.getEncoder().encodeToString(seen.toByteArray()), order.hex());
    }

    private IllegalStateException broken(String what) {
        return new IllegalStateException("epoch " + (proofs.size() + 1) + " " + what);
    }

    /**
     * A ledger's state between two batches.
     *
     * @param seen samples that the current epoch has seen, as a bit set's bytes in base64
     * @param order digest of the current epoch's order so far, hexadecimal
     */
    public record State(List<EpochProof> proofs, String seen, String order) {}
}
