package dev.hskstream.producer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.layout.SampleLayout;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommittedOffsetsTest {
    private static final SampleLayout LAYOUT = new SampleLayout(5120, 4);

    @Test
    void countsNothingOfASetThatIsFresh() {
        assertThat(new CommittedOffsets(Map.of()).samples(LAYOUT)).isZero();
        assertThat(new CommittedOffsets(Map.of(0, 0L, 1, 0L)).samples(LAYOUT)).isZero();
    }

    @Test
    void countsWhatIsCommittedWithoutMarkers() {
        assertThat(new CommittedOffsets(Map.of(0, 256L, 3, 512L)).samples(LAYOUT))
                .isEqualTo(768);
        assertThat(new CommittedOffsets(Map.of(0, 1281L, 1, 1281L, 2, 1281L, 3, 1281L)).samples(LAYOUT))
                .isEqualTo(5120);
    }

    @Test
    void reachesEndsOnceEveryPartitionIsCommittedToItsEnd() {
        Map<Integer, Long> ends = Map.of(0, 1281L, 1, 0L);

        assertThat(new CommittedOffsets(Map.of(0, 1281L)).reach(ends)).isFalse();
        assertThat(new CommittedOffsets(Map.of(0, 1280L, 1, 0L)).reach(ends)).isFalse();
        assertThat(new CommittedOffsets(Map.of(0, 1281L, 1, 0L)).reach(ends)).isTrue();
    }
}
