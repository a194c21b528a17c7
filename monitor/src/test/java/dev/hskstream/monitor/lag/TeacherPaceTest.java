package dev.hskstream.monitor.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TeacherPaceTest {
    private final TeacherPace pace = new TeacherPace();

    @Test
    void needsTwoMeasurements() {
        assertThat(estimate(0, 1000)).isEqualTo(Amount.unknown(TeacherPace.FIRST));
    }

    @Test
    void dividesWhatIsLeftByTheRateOfTheSlowestPartition() {
        estimate(0, 1000, 1000);

        // Partition 0: 10 samples a second, 900 left. Partition 1: 5 a second, 950 left.
        assertThat(estimate(10, 900, 950)).isEqualTo(Amount.known(190));
    }

    @Test
    void forgetsWhatIsOlderThanFiveMinutes() {
        estimate(0, 100_000);
        estimate(200, 50_000);
        estimate(400, 40_000);

        // From second 400 to 600: 10,000 samples in 200 s. Second 200 lies more than five minutes back.
        assertThat(estimate(600, 30_000)).isEqualTo(Amount.known(600));
    }

    @Test
    void saysThatNothingMoves() {
        estimate(0, 1000);
        estimate(10, 1000);

        assertThat(estimate(20, 1000))
                .isEqualTo(Amount.unknown("nothing of partition 0 was committed in the last 20 s"));
    }

    @Test
    void beginsAgainWhenTheSetIsProducedAgain() {
        estimate(0, 500);
        estimate(10, 100);

        assertThat(estimate(20, 1000)).isEqualTo(Amount.unknown(TeacherPace.FIRST));
        assertThat(estimate(30, 900)).isEqualTo(Amount.known(90));
    }

    @Test
    void isDoneWithoutARate() {
        assertThat(estimate(0, 0, 0)).isEqualTo(Amount.known(0));
    }

    private Amount estimate(long second, long... left) {
        List<PartitionLag> partitions = new ArrayList<>();
        for (int partition = 0; partition < left.length; partition++) {
            Amount samples = Amount.known(left[partition]);
            partitions.add(new PartitionLag(partition, samples, samples, samples, samples));
        }
        Amount none = Amount.unknown("none");
        ReaderLag teacher = new ReaderLag(
                "hsk.s.teacher",
                "hsk.s.samples",
                Optional.empty(),
                Optional.empty(),
                partitions,
                none,
                none,
                none,
                none,
                none,
                Verdict.PENDING);
        SetLag set = new SetLag("s", Optional.of("PRODUCING"), Amount.known(1), teacher, List.of());
        return pace.estimate(set, Instant.ofEpochSecond(second)).teacher().secondsLeft();
    }
}
