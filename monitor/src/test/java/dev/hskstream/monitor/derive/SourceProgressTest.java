package dev.hskstream.monitor.derive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.avro.PartitionRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceProgressTest {
    /** Partition 0: 10 records and two markers from offset 100; partition 1: none; partition 2: 5 records, one marker. */
    private final SourceProgress progress = new SourceProgress(List.of(
            new PartitionRange(0, 100L, 112L, 10L),
            new PartitionRange(1, 3L, 4L, 0L),
            new PartitionRange(2, 0L, 6L, 5L)));

    @Test
    void isFinishedOnceEveryRangeWithRecordsWasReadToItsEnd() {
        assertThat(progress.finished(Map.of())).isFalse();
        assertThat(progress.finished(Map.of(0, 112L, 1, 3L, 2, 5L))).isFalse();
        assertThat(progress.finished(Map.of(0, 112L, 2, 6L))).isTrue();
        assertThat(progress.finished(Map.of(0, 500L, 1, 9L, 2, 6L))).isTrue();
    }

    @Test
    void countsNoMoreSamplesThanThereAre() {
        assertThat(progress.samples(Map.of())).isZero();
        assertThat(progress.samples(Map.of(0, 99L))).isZero();
        assertThat(progress.samples(Map.of(0, 104L, 2, 2L))).isEqualTo(6);
        assertThat(progress.samples(Map.of(0, 500L, 1, 9L, 2, 6L))).isEqualTo(15);
    }
}
