package dev.hskstream.producer.worker;

import java.util.List;

/**
 * A whole block of one partition's samples.
 *
 * @param partition partition of the samples, and of their knowledge records
 * @param samples the samples in order
 * @param next offset after the last sample
 * @param last whether this is the partition's last block
 * @param <T> type of the samples
 */
record SampleBlock<T>(int partition, List<T> samples, long next, boolean last) {}
