package dev.hskstream.kafka.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.serde.TrustedPackages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicLossTest {
    private static final List<PartitionRange> SEALED;

    static {
        TrustedPackages.trust();
        SEALED = List.of(new PartitionRange(0, 0L, 514L, 512L), new PartitionRange(1, 10L, 268L, 256L));
    }

    @Test
    void nothingIsLostWhereEveryOffsetIsThereAndMoreBehind() {
        assertThat(TopicLoss.of("t", SEALED, now(0, 514, 10, 268))).isEmpty();
        assertThat(TopicLoss.of("t", SEALED, now(0, 900, 3, 300))).isEmpty();
    }

    @Test
    void removedRecordsAreCountedByTheirOffsets() {
        TopicLoss loss = TopicLoss.of("t", SEALED, now(100, 514, 268, 268)).orElseThrow();

        assertThat(loss.lost()).isEqualTo(100 + 256);
        assertThat(loss.expected()).isEqualTo(768);
        assertThat(loss.since(Optional.of(Instant.EPOCH)).describe())
                .isEqualTo("t has lost up to 356 of 768 samples (partition 0 begins at offset 100, not 0; partition 1"
                        + " begins at offset 268, not 10; what is left is of 1970-01-01T00:00:00Z and later)");
    }

    @Test
    void whatWasRemovedBehindTheSetIsNotCounted() {
        TopicLoss loss = TopicLoss.of("t", SEALED, now(0, 514, 900, 1000)).orElseThrow();

        assertThat(loss.lost()).isEqualTo(256);
    }

    @Test
    void aTopicThatEndsBeforeTheSetWasMadeAnew() {
        TopicLoss loss = TopicLoss.of("t", SEALED, now(0, 513, 10, 268)).orElseThrow();

        assertThat(loss.lost()).isEqualTo(512);
        assertThat(loss.describe()).contains("partition 0 ends at offset 513, not 514", "made anew");
        SortedMap<Integer, TopicScan.Range> one = new TreeMap<>();
        one.put(0, new TopicScan.Range(0, 514));
        assertThat(TopicLoss.of("t", SEALED, one).orElseThrow().describe()).contains("no partition 1", "256 of 768");
    }

    @Test
    void aTopicThatIsNotThereHasLostEverything() {
        TopicLoss loss = TopicLoss.of("t", SEALED, new TreeMap<>()).orElseThrow();

        assertThat(loss.lost()).isEqualTo(768);
        assertThat(loss.describe()).isEqualTo("there is no topic t any more, which had 768 samples");
    }

    @Test
    void aHundredPartitionsAreToldInOneLine() {
        List<PartitionRange> many = new ArrayList<>();
        SortedMap<Integer, TopicScan.Range> now = new TreeMap<>();
        for (int partition = 0; partition < 100; partition++) {
            many.add(new PartitionRange(partition, 0L, 100_000L, 99_999L));
            now.put(partition, new TopicScan.Range(99_999, 100_000));
        }

        assertThat(TopicLoss.of("hsk." + "s".repeat(40) + ".knowledge", many, now)
                        .orElseThrow()
                        .describe())
                .contains("and 98 more")
                .hasSizeLessThan(260);
    }

    private static SortedMap<Integer, TopicScan.Range> now(long start0, long end0, long start1, long end1) {
        SortedMap<Integer, TopicScan.Range> now = new TreeMap<>();
        now.put(0, new TopicScan.Range(start0, end0));
        now.put(1, new TopicScan.Range(start1, end1));
        return now;
    }
}
