package dev.hskstream.monitor.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.schemas.avro.SampleRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SampleRangesTest {
    @Test
    void consecutiveSamplesAreOneRange() {
        List<SampleRange> ranges = List.of();
        for (long sample = 256; sample < 512; sample++) {
            ranges = SampleRanges.with(ranges, sample);
        }

        assertThat(ranges).containsExactly(new SampleRange(256L, 512L));
    }

    @Test
    void aSampleBetweenTwoRangesJoinsThem() {
        List<SampleRange> ranges = SampleRanges.with(List.of(new SampleRange(0L, 3L), new SampleRange(4L, 5L)), 3);

        assertThat(ranges).containsExactly(new SampleRange(0L, 5L));
    }

    /** In any order, the ranges are those of a set of numbers. */
    @Test
    void agreesWithASetOfNumbersInAnyOrder() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<Long> order = new ArrayList<>();
            for (long sample = 0; sample < 100; sample++) {
                order.add(sample);
            }
            Collections.shuffle(order, random);
            Set<Long> seen = new TreeSet<>();
            List<SampleRange> ranges = List.of();
            for (long sample : order.subList(0, 70)) {
                assertThat(SampleRanges.contains(ranges, sample)).isFalse();
                ranges = SampleRanges.with(ranges, sample);
                seen.add(sample);
            }

            assertThat(expanded(ranges)).as("seed %d", seed).containsExactlyElementsOf(seen);
            for (int i = 1; i < ranges.size(); i++) {
                assertThat(ranges.get(i).getFirst())
                        .isGreaterThan(ranges.get(i - 1).getEnd());
            }
        }
    }

    private static List<Long> expanded(List<SampleRange> ranges) {
        List<Long> samples = new ArrayList<>();
        for (SampleRange range : ranges) {
            for (long sample = range.getFirst(); sample < range.getEnd(); sample++) {
                assertThat(SampleRanges.contains(ranges, sample)).isTrue();
                samples.add(sample);
            }
        }
        return samples;
    }
}
