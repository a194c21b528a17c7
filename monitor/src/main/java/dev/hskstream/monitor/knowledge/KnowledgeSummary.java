package dev.hskstream.monitor.knowledge;

import dev.hskstream.monitor.spread.Spread;
import dev.hskstream.schemas.avro.KnowledgeStatistic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What is known of a set's knowledge, in one partition or in all. Every sample counts once.
 *
 * @param lineage the lineage of all counted records, hexadecimal
 * @param records number of samples with knowledge
 * @param repeated further records of the same samples, which are not counted
 * @param bytes size of the records as the manifest counts it
 * @param labels number of samples by class index, or by a score's whole part; {@code none} for samples without a label
 * @param entropy of the teacher's predictions, in nats; empty for regression
 * @param confidence largest probability of each of the teacher's predictions; empty for regression
 * @param entropyDrift see {@link LayerSummary#drift}
 * @param layers in ascending order
 */
public record KnowledgeSummary(
        String lineage,
        long records,
        long repeated,
        long bytes,
        long tokens,
        Map<String, Long> labels,
        Optional<Spread> entropy,
        Optional<Spread> confidence,
        OptionalDouble entropyDrift,
        List<LayerSummary> layers) {

    /** Reads a stored statistic. */
    public static KnowledgeSummary of(KnowledgeStatistic stored) {
        return new KnowledgeSummary(
                stored.getLineage(),
                stored.getRecords(),
                stored.getRepeated(),
                stored.getBytes(),
                stored.getTokens(),
                new TreeMap<>(stored.getLabels()),
                Spread.ofNullable(stored.getEntropy()),
                Spread.ofNullable(stored.getConfidence()),
                LayerSummary.drift(stored.getFirstEntropy(), stored.getLastEntropy()),
                stored.getLayers().stream().map(LayerSummary::of).toList());
    }
}
