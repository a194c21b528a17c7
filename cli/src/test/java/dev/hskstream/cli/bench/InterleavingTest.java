package dev.hskstream.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavingTest {
    private final List<String> calls = new ArrayList<>();
    private long now;

    /** Each call takes one second. The first side's value grows by one with each call; the second side's value is 2. */
    private final Sides sides = new Sides() {
        private double value;

        @Override
        public double first() {
            calls.add("A");
            now += 1_000_000_000L;
            return ++value;
        }

        @Override
        public double second() {
            calls.add("B");
            now += 1_000_000_000L;
            return 2;
        }

        @Override
        public void warmUp() {
            calls.add("warm");
            now += 1_000_000_000L;
        }
    };

    @Test
    void takesTurnsAfterTheWarmUp() {
        Ratio ratio = new Interleaving(3, () -> now).measure(sides, Duration.ofHours(1));

        assertThat(calls).containsExactly("warm", "A", "B", "A", "B", "A", "B");
        assertThat(ratio).isEqualTo(new Ratio(1, 0.5, 1.5, 3));
    }

    @Test
    void startsNoRepetitionThatWouldNotFit() {
        Ratio ratio = new Interleaving(100, () -> now).measure(sides, Duration.ofSeconds(6));

        assertThat(ratio.runs()).isEqualTo(2);
        assertThat(now).isEqualTo(5_000_000_000L);
    }

    @Test
    void measuresOnceEvenWhereThereIsNoTime() {
        assertThat(new Interleaving(100, () -> now)
                        .measure(sides, Duration.ZERO)
                        .runs())
                .isEqualTo(1);
    }
}
