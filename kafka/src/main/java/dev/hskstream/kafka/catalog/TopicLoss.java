package dev.hskstream.kafka.catalog;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.PartitionRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Records that a set's manifest refers to and that are no longer in their topic: deleted by retention or an operator,
 * or lost when the topic was deleted and perhaps created again. Determined from offsets only.
 *
 * @param gaps the missing records, one phrase per partition; empty if the whole topic is missing
 * @param lost maximum number of lost samples; it is not exact, because transaction markers occupy offsets too
 * @param expected number of samples that were stored
 * @param since write time of the oldest remaining record; null if not known
 */
public record TopicLoss(String topic, List<String> gaps, long lost, long expected, @Nullable Instant since) {
    private static final int NAMED = 2;

    /** Copies the list. */
    public TopicLoss {
        gaps = List.copyOf(gaps);
    }

    /**
     * Finds the loss; empty if all records are present.
     *
     * @param expected the ranges of the records
     * @param now first and end offset of each partition; empty if the topic does not exist
     */
    static Optional<TopicLoss> of(
            String topic, List<PartitionRange> expected, SortedMap<Integer, TopicScan.Range> now) {
        long all = expected.stream().mapToLong(PartitionRange::getRecords).sum();
        if (now.isEmpty()) {
            return Optional.of(new TopicLoss(topic, List.of(), all, all, null));
        }
        List<String> gaps = new ArrayList<>();
        long lost = 0;
        for (PartitionRange range : expected) {
            TopicScan.Range there = now.get(range.getPartition());
            if (there == null) {
                gaps.add("there is no partition " + range.getPartition() + ", the topic was made anew");
                lost += range.getRecords();
            } else if (there.end() < range.getEndOffset()) {
                gaps.add("partition " + range.getPartition() + " ends at offset " + there.end() + ", not "
                        + range.getEndOffset() + ", the topic was made anew");
                lost += range.getRecords();
            } else if (there.start() > range.getStartOffset()) {
                long gone = Math.max(
                        there.start() - range.getStartOffset() - Math.max(0, there.start() - range.getEndOffset()), 0);
                gaps.add("partition " + range.getPartition() + " begins at offset " + there.start() + ", not "
                        + range.getStartOffset());
                lost += Math.min(gone, range.getRecords());
            }
        }
        return gaps.isEmpty() ? Optional.empty() : Optional.of(new TopicLoss(topic, gaps, lost, all, null));
    }

    TopicLoss since(Optional<Instant> oldest) {
        return new TopicLoss(topic, gaps, lost, expected, oldest.orElse(null));
    }

    /** Describes the loss in one phrase: topic, partitions, offsets, number of samples, and since when. */
    public String describe() {
        if (gaps.isEmpty()) {
            return "there is no topic " + topic + " any more"
                    + (expected == 0 ? "" : ", which had " + expected + " samples");
        }
        String first = String.join("; ", gaps.subList(0, Math.min(NAMED, gaps.size())));
        String rest = gaps.size() > NAMED ? "; and " + (gaps.size() - NAMED) + " more" : "";
        String count = expected == 0 ? "records" : "up to " + lost + " of " + expected + " samples";
        return topic + " has lost " + count + " (" + first + rest
                + (since == null ? "" : "; what is left is of " + since.truncatedTo(ChronoUnit.SECONDS) + " and later")
                + ")";
    }
}
