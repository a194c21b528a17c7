package dev.hskstream.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.avro.PartitionRange;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private List<PartitionRange> manifest = List.of();
    private int notices;
    private final Restarts restarts = new Restarts(10, List.of(), () -> manifest, () -> notices++);

    @Test
    void explainASampleThatComesBehindTheOffsetFromWhichTheProductionStartedOver() {
        restarts.came(3, 0, 7);
        manifest = List.of(new PartitionRange(0, 20L, 20L, 0L));

        assertThat(restarts.explain(3, 0, 19)).as("before the offset").isFalse();
        assertThat(restarts.explain(3, 0, 20)).isTrue();
        restarts.came(3, 0, 20);
        assertThat(restarts.explain(3, 0, 21)).as("once more since").isFalse();
        assertThat(notices).isEqualTo(1);
    }

    @Test
    void explainOneThatComesAgainFromTheBeginningOfATopicThatWasMadeAnew() {
        restarts.came(3, 0, 7);

        assertThat(restarts.explain(3, 0, 5)).isTrue();
        assertThat(restarts.explain(3, 1, 5)).as("in another partition").isFalse();
        restarts.came(3, 0, 5);
        assertThat(restarts.explain(3, 0, 6)).as("once more since").isFalse();
    }

    @Test
    void doNotTakeASealForOne() {
        restarts.came(3, 0, 7);
        manifest = List.of(new PartitionRange(0, 0L, 10L, 10L));

        assertThat(restarts.explain(3, 0, 9)).isFalse();
        assertThat(notices).isZero();
    }

    @Test
    void areFoundOneAfterAnother() {
        restarts.came(3, 0, 7);
        manifest = List.of(new PartitionRange(0, 20L, 20L, 0L));
        assertThat(restarts.explain(3, 0, 25)).isTrue();
        restarts.came(3, 0, 25);
        manifest = List.of(new PartitionRange(0, 40L, 40L, 0L));

        assertThat(restarts.explain(3, 0, 45)).isTrue();
        assertThat(notices).isEqualTo(2);
    }
}
