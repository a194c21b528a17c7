package dev.hskstream.kafka.catalog;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.PartitionRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Records that a set's manifest counts on and that its topic has no more: removed by retention or an operator, or gone
 * with a topic that was deleted, and perhaps made anew. Told from offsets alone.
 *
 * @param gaps what is gone, one phrase for each partition; empty where the topic itself is
 * @param lost samples that are gone, at most: transaction markers take offsets too
 * @param expected samples that were there
 * @param since when the oldest record that is left was written; null where that is not known
 */
public record TopicLoss(String topic, List<String> gaps, long lost, long expected, @Nullable Instant since) {
    private static final int NAMED = 2;

    /** Copies the list. */
    public TopicLoss {
        gaps = List.copyOf(gaps);
    }

    /**
     * What is gone; empty where everything is there.
     *
     * @param expected where the records were
     * @param now first offset and end of each partition; empty where there is no such topic
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
                gaps.add("partition " + range.getPartition() + " ends at offset " + there.end() + ", not at "
                        + range.getEndOffset() + ", the topic was made anew");
                lost += range.getRecords();
            } else if (there.start() > range.getStartOffset()) {
                long gone = Math.max(
                        there.start() - range.getStartOffset() - Math.max(0, there.start() - range.getEndOffset()), 0);
                gaps.add("partition " + range.getPartition() + " begins at offset " + there.start() + ", not at "
                        + range.getStartOffset());
                lost += Math.min(gone, range.getRecords());
            }
        }
        return gaps.isEmpty() ? Optional.empty() : Optional.of(new TopicLoss(topic, gaps, lost, all, null));
    }

    TopicLoss since(Optional<Instant> oldest) {
        return new TopicLoss(topic, gaps, lost, expected, oldest.orElse(null));
    }

    /** One phrase: topic, partitions, offsets, how many samples, since when. */
    public String describe() {
        if (gaps.isEmpty()) {
            return "there is no topic " + topic + " any more" + (expected == 0 ? "" : ", which had " + expected + " samples");
        }
        String first = String.join("; ", gaps.subList(0, Math.min(NAMED, gaps.size())));
        String rest = gaps.size() > NAMED ? "; and " + (gaps.size() - NAMED) + " more" : "";
        String count = expected == 0 ? "records" : "up to " + lost + " of " + expected + " samples";
        return topic + " has lost " + count + " (" + first + rest
                + (since == null ? "" : "; what is left was written from " + since + " on") + ")";
    }
}
