package dev.hskstream.producer.worker;

/**
 * Which samples are where: partition p of P has, in this order, the samples p, p + P, p + 2P, ... A sample's ordinal is its
 * place in its partition, index / P. A <em>block</em> is the samples with ordinals {@value #BLOCK}k to {@value #BLOCK}(k + 1)
 * of one partition; a partition's last block may be shorter.
 *
 * @param samples in the set
 * @param partitions of the samples topic
 */
record SampleLayout(long samples, int partitions) {
    /**
     * Samples of a block: what the teacher is given at a time. The batches of a forward pass are cut from a block, so this
     * number decides bits and never changes. It is large enough that batches of 32 sorted by length pad little, and small
     * enough that what a killed worker has to do again, seconds of work, is little too.
     */
    static final int BLOCK = 256;

    /** Samples in a partition. */
    long count(int partition) {
        return partition < samples ? (samples - partition - 1) / partitions + 1 : 0;
    }

    /** Index of the sample at a place in a partition. */
    long index(int partition, long ordinal) {
        return ordinal * partitions + partition;
    }

    /** Whether a sample may be at the beginning of a block of that partition. */
    boolean startsBlock(int partition, long index) {
        return index % partitions == partition && index / partitions % BLOCK == 0 && index < samples;
    }

    /** Samples of the block that starts at a place in a partition. */
    int blockSize(int partition, long ordinal) {
        return (int) Math.min(BLOCK, count(partition) - ordinal);
    }
}
