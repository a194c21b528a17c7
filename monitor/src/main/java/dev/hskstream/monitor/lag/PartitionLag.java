package dev.hskstream.monitor.lag;

/**
 * What a group still has to read of one partition.
 *
 * @param committed the group's committed offset
 * @param end the partition's last stable offset, which Kafka's own tools show as log end to readers of committed records
 * @param offsetsLeft {@code end} minus {@code committed}, transaction markers included; what Kafka's tools call lag
 * @param samplesLeft samples left; for a student, over all its epochs
 */
public record PartitionLag(int partition, Amount committed, Amount end, Amount offsetsLeft, Amount samplesLeft) {}
