package dev.hskstream.monitor.knowledge;

import dev.hskstream.monitor.stream.StatisticKey;
import dev.hskstream.schemas.avro.KnowledgeStatistic;
import dev.hskstream.schemas.avro.RefusedRecords;
import dev.hskstream.schemas.avro.Statistic;
import dev.hskstream.schemas.layout.Topics;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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
    public record Refusal(String topic, int partition, long count, long offset, String reason) {
        private static Refusal of(RefusedRecords stored) {
            return new Refusal(
                    stored.getTopic(),
                    stored.getPartition(),
                    stored.getCount(),
                    stored.getOffset(),
                    stored.getReason());
        }
    }

    /**
     * Finds a set's statistics.
     *
     * @param latest the last statistic of each key
     * @return empty if there are none
     */
    public static Optional<SetSummary> of(String set, SortedMap<String, Statistic> latest) {
        List<KnowledgeStatistic> parts = newest(StatisticKey.under(latest, StatisticKey.knowledge(set)));
        List<Refusal> refusals = StatisticKey.under(
                        latest, StatisticKey.refused(Topics.of(set).knowledge()))
                .stream()
                .map(statistic -> Refusal.of(Objects.requireNonNull(statistic.getRefused())))
                .toList();
        if (parts.isEmpty() && refusals.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<Integer, KnowledgeSummary> partitions = new TreeMap<>();
        parts.forEach(part -> partitions.put(part.getPartition(), KnowledgeSummary.of(part)));
        return Optional.of(new SetSummary(set, total(parts), partitions, refusals));
    }

    /** The names of all sets with statistics of their knowledge. */
    public static SortedSet<String> names(SortedMap<String, Statistic> latest) {
        SortedSet<String> names = new TreeSet<>();
        for (Statistic statistic : latest.values()) {
            if (statistic.getKnowledge() != null) {
                names.add(statistic.getKnowledge().getSet());
            }
        }
        return names;
    }

    /** If a set was made anew, a partition may still have the statistic of its predecessor. */
    private static List<KnowledgeStatistic> newest(Collection<Statistic> all) {
        String lineage = all.stream()
                .max(Comparator.comparing(Statistic::getUpdated))
                .map(statistic -> knowledge(statistic).getLineage())
                .orElse("");
        return all.stream()
                .map(SetSummary::knowledge)
                .filter(part -> part.getLineage().equals(lineage))
                .toList();
    }

    private static Optional<KnowledgeSummary> total(List<KnowledgeStatistic> parts) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        KnowledgeStatistic sum = KnowledgeStatistic.newBuilder(parts.get(0)).build();
        parts.subList(1, parts.size()).forEach(part -> KnowledgeSums.sum(sum, part));
        return Optional.of(KnowledgeSummary.of(sum));
    }

    private static KnowledgeStatistic knowledge(Statistic statistic) {
        return Objects.requireNonNull(statistic.getKnowledge());
    }
}
