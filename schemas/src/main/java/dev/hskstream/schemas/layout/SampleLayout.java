package dev.hskstream.schemas.layout;

/**
 * How samples are distributed over partitions. The sample with index i is in <em>block</em> i / {@value #BLOCK}, and
 * block b is in partition b mod P. Blocks within a partition, and samples within a block, are in ascending order; the
 * last block may be shorter. A sample's ordinal is its position within its partition, from 0.
 *
 * <p>The teacher processes whole blocks. So which samples share a batch, and with it the last bits of the stored
 * values, does not depend on the number of partitions.
 *
 * @param samples number of samples in the set
 * @param partitions number of partitions of the samples topic
 */
public record SampleLayout(long samples, int partitions) {
    /**
     * Samples per block, the unit in which the teacher processes samples. The batches of a forward pass are taken from
     * one block, so this number affects the stored bits and must never change. It is large enough that batches of 32,
     * sorted by length, need little padding, and small enough that a killed worker's unfinished block costs only
     * seconds to repeat.
     */
    public static final int BLOCK = 256;

    /** The partition of a sample. */
    public int partition(long index) {
        return (int) (index / BLOCK % partitions);
    }

    /** The position of a sample in its partition, from 0. */
    public long ordinal(long index) {
        return index / BLOCK / partitions * BLOCK + index % BLOCK;
    }

    /** The index of the sample at a position of a partition. */
    public long index(int partition, long ordinal) {
        return (ordinal / BLOCK * partitions + partition) * BLOCK + ordinal % BLOCK;
    }

    /** The number of samples in a partition. */
    public long count(int partition) {
        long blocks = (samples + BLOCK - 1) / BLOCK;
        if (partition >= blocks) {
            return 0;
        }
        long whole = ((blocks - partition - 1) / partitions + 1) * BLOCK;
        return partition == partition(samples - 1) ? ordinal(samples - 1) + 1 : whole;
    }

    /** Whether this sample is the first of a block in this partition. */
    public boolean startsBlock(int partition, long index) {
        return index % BLOCK == 0 && index >= 0 && index < samples && partition(index) == partition;
    }

    /** The number of samples in the block that starts at a position of a partition. */
    public int blockSize(int partition, long ordinal) {
        return (int) Math.min(BLOCK, count(partition) - ordinal);
    }
}
