package dev.hskstream.trainer.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EpochPlanTest {
    @ParameterizedTest
    @CsvSource({"0, 4", "1, 1", "1, 32", "31, 32", "32, 32", "33, 32", "257, 1", "1000, 7", "2049, 32", "5000, 32"})
    void takesEverySampleOnce(int count, int batchSize) {
        for (int epoch = 0; epoch < 3; epoch++) {
            List<int[]> batches = EpochPlan.batches(5, epoch, "d", lengths(count), batchSize);

            assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                    .isEqualTo(IntStream.range(0, count).toArray());
            assertThat(batches).hasSize((count + batchSize - 1) / batchSize);
            assertThat(batches).filteredOn(batch -> batch.length != batchSize).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void takesEverySampleOnceForAnyCountBatchSizeAndEpoch() {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            int count = random.nextInt(4000);
            int batchSize = 1 + random.nextInt(70);
            List<int[]> batches = EpochPlan.batches(random.nextLong(), i % 7, "d" + i, lengths(count), batchSize);

            assertOnceInFullBatches(batches, count, batchSize);
        }
    }

    @Test
    void aStretchHoldsEveryRowOnceAndDependsOnAllThatNamesIt() {
        Random random = new Random(12);
        for (int i = 0; i < 200; i++) {
            int count = random.nextInt(2100);
            int batchSize = 1 + random.nextInt(40);
            assertOnceInFullBatches(EpochPlan.stretch(i, 1, "d", 2, lengths(count), batchSize), count, batchSize);
        }
        int[] lengths = lengths(500);
        assertThat(stretch(1, 0, "d", 0, lengths)).isEqualTo(stretch(1, 0, "d", 0, lengths.clone()));
        assertThat(stretch(1, 0, "d", 0, lengths))
                .isNotEqualTo(stretch(2, 0, "d", 0, lengths))
                .isNotEqualTo(stretch(1, 1, "d", 0, lengths))
                .isNotEqualTo(stretch(1, 0, "e", 0, lengths))
                .isNotEqualTo(stretch(1, 0, "d", 1, lengths));
    }

    @Test
    void dependsOnSeedEpochAndDigestAlone() {
        int[] lengths = lengths(500);

        assertThat(order(1, 0, "d", lengths)).isEqualTo(order(1, 0, "d", lengths.clone()));
        assertThat(order(1, 0, "d", lengths)).isNotEqualTo(order(2, 0, "d", lengths));
        assertThat(order(1, 0, "d", lengths)).isNotEqualTo(order(1, 1, "d", lengths));
        assertThat(order(1, 0, "d", lengths)).isNotEqualTo(order(1, 0, "e", lengths));
    }

    @Test
    void isTheOrderItAlwaysWas() {
        assertThat(order(1, 0, "d", new int[] {5, 9, 5, 7, 6, 8, 5, 4})).containsExactly(7, 2, 6, 0, 5, 1, 4, 3);
    }

    @Test
    void putsLikeLengthsTogether() {
        int[] lengths = lengths(4096);

        long padded = EpochPlan.batches(1, 0, "d", lengths, 32).stream()
                .mapToLong(batch -> (long) batch.length
                        * Arrays.stream(batch).map(i -> lengths[i]).max().orElse(0))
                .sum();

        assertThat(padded).isLessThan((long) (1.1 * Arrays.stream(lengths).sum()));
    }

    @Test
    void doesNotGoFromShortToLong() {
        int[] lengths = lengths(1024);

        int[] longest = EpochPlan.batches(1, 0, "d", lengths, 32).stream()
                .mapToInt(
                        batch -> Arrays.stream(batch).map(i -> lengths[i]).max().orElse(0))
                .toArray();

        assertThat(longest).isNotEqualTo(Arrays.stream(longest).sorted().toArray());
    }

    @Test
    void refusesEmptyBatches() {
        assertThatThrownBy(() -> EpochPlan.batches(1, 0, "d", lengths(3), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--batch-size");
    }

    private static void assertOnceInFullBatches(List<int[]> batches, int count, int batchSize) {
        assertThat(batches.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, count).toArray());
        assertThat(batches).hasSize((count + batchSize - 1) / batchSize);
        assertThat(batches).filteredOn(batch -> batch.length != batchSize).hasSizeLessThanOrEqualTo(1);
    }

    private static int[] stretch(long seed, int epoch, String digest, int stretch, int[] lengths) {
        return EpochPlan.stretch(seed, epoch, digest, stretch, lengths, 2).stream()
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    private static int[] order(long seed, int epoch, String digest, int[] lengths) {
        return EpochPlan.batches(seed, epoch, digest, lengths, 2).stream()
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    private static int[] lengths(int count) {
        Random random = new Random(count);
        return random.ints(count, 4, 60).toArray();
    }
}
