package dev.hskstream.schemas.layout;

/**
 * Which samples are where: the sample with index i is in <em>block</em> i / {@value #BLOCK}, and block b in partition b mod
 * P. A partition's blocks and a block's samples are in the order of their numbers; the last block may be shorter. A sample's
 * ordinal is its place in its partition.
 *
 * <p>A teacher is given whole blocks, so which samples share a batch, and with that the last bits of what is kept of them,
 * does not depend on the number of partitions.
 *
 * @param samples in the set
 * @param partitions of the samples topic
 */
public record SampleLayout(long samples, int partitions) {
    /**
     * Samples of a block: what the teacher is given at a time. The batches of a forward pass are cut from a block, so this
     * number decides bits and never changes. It is large enough that batches of 32 sorted by length pad little, and small
     * enough that what a killed worker has to do again, seconds of work, is little too.
     */
    public static final int BLOCK = 256;

    /** Where a sample is. */
    public int partition(long index) {
        return (int) (index / BLOCK % partitions);
    }

    /** A sample's place in its partition. */
    public long ordinal(long index) {
        return index / BLOCK / partitions * BLOCK + index % BLOCK;
    }

    /** Index of the sample at a place in a partition. */
    public long index(int partition, long ordinal) {
        return (ordinal / BLOCK * partitions + partition) * BLOCK + ordinal % BLOCK;
    }

    /** Samples in a partition. */
    public long count(int partition) {
        long blocks = (samples + BLOCK - 1) / BLOCK;
        if (partition >= blocks) {
            return 0;
        }
        long whole = ((blocks - partition - 1) / partitions + 1) * BLOCK;
        return partition == partition(samples - 1) ? ordinal(samples - 1) + 1 : whole;
    }

    /** Whether a sample may be at the beginning of a block of that partition. */
    public boolean startsBlock(int partition, long index) {
        return index % BLOCK == 0 && index >= 0 && index < samples && partition(index) == partition;
    }

    /** Samples of the block that starts at a place in a partition. */
    public int blockSize(int partition, long ordinal) {
        return (int) Math.min(BLOCK, count(partition) - ordinal);
    }
}
