package dev.hskstream.producer.worker;

import java.util.List;

/**
 * A whole block of one partition.
 *
 * @param partition where the samples are, and where their knowledge goes
 * @param samples in their order
 * @param next offset behind the last of them
 * @param last whether the partition has no sample after them
 * @param <T> a sample
 */
record SampleBlock<T>(int partition, List<T> samples, long next, boolean last) {}
