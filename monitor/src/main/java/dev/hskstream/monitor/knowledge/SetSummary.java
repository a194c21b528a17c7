package dev.hskstream.monitor.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is known of a set's knowledge.
 *
 * @param total all partitions together; empty if no record could be counted
 * @param partitions each partition
 * @param refusals records that count nowhere
 */
public record SetSummary(
        String set,
        Optional<KnowledgeSummary> total,
        SortedMap<Integer, KnowledgeSummary> partitions,
        List<Refusal> refusals) {

    /**
     * Records of one partition that count nowhere.
     *
     * @param offset of the last one
     * @param reason of the last one
     */
    public record Refusal(String topic, int partition, long count, long offset, String reason) {}
}
