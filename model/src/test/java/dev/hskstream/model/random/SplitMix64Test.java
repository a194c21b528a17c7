package dev.hskstream.model.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitMix64Test {
    @Test
    void givesTheReferenceSequence() {
        SplitMix64 random = new SplitMix64(1234567);

        assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextLong()})
                .containsExactly(6457827717110365317L, 3203168211198807973L, -8629252141511181193L);
    }

    @Test
    void permutesEveryIndexExactlyOnce() {
        for (int n : new int[] {0, 1, 2, 17, 1000}) {
            int[] order = SplitMix64.of("test", n).permutation(n);

            assertThat(IntStream.of(order).sorted().toArray())
                    .isEqualTo(IntStream.range(0, n).toArray());
        }
    }

    @Test
    void drawsEveryPermutationOfThreeAboutEquallyOften() {
        int[] counts = new int[27];
        for (int seed = 0; seed < 6000; seed++) {
            int[] p = SplitMix64.of("three", seed).permutation(3);
            counts[p[0] * 9 + p[1] * 3 + p[2]]++;
        }

        assertThat(IntStream.of(counts).filter(c -> c > 0).boxed()).hasSize(6).allMatch(c -> c > 850 && c < 1150);
    }

    @Test
    void differsWithEveryPartOfTheSeed() {
        assertThat(SplitMix64.of("a", 1, 2).nextLong())
                .isNotEqualTo(SplitMix64.of("a", 12).nextLong())
                .isNotEqualTo(SplitMix64.of("a", 2, 1).nextLong())
                .isEqualTo(SplitMix64.of("a", 1, 2).nextLong());
    }

    @Test
    void gaussiansHaveMeanZeroAndDeviationOne() {
        SplitMix64 random = new SplitMix64(5);
        double[] values = IntStream.range(0, 20_000)
                .mapToDouble(i -> random.nextGaussian())
                .toArray();
        double mean = java.util.Arrays.stream(values).average().orElseThrow();
        double variance =
                java.util.Arrays.stream(values).map(v -> v * v).average().orElseThrow();

        assertThat(mean).isBetween(-0.03, 0.03);
        assertThat(variance).isBetween(0.97, 1.03);
    }
}
