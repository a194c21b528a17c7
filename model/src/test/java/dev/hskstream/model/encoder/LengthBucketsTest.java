package dev.hskstream.model.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.model.random.SplitMix64;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthBucketsTest {
    @Test
    void everyRowIsInOneBatchAndLengthsNeverFall() {
        SplitMix64 random = new SplitMix64(11);
        for (int trial = 0; trial < 50; trial++) {
            int[] lengths = IntStream.range(0, random.nextInt(200))
                    .map(i -> 1 + random.nextInt(30))
                    .toArray();
            int size = 1 + random.nextInt(40);

            List<int[]> batches = LengthBuckets.of(lengths, size);

            int[] order = batches.stream().flatMapToInt(Arrays::stream).toArray();
            assertThat(Arrays.stream(order).sorted().toArray())
                    .isEqualTo(IntStream.range(0, lengths.length).toArray());
            assertThat(Arrays.stream(order).map(i -> lengths[i]).toArray()).isSorted();
            assertThat(batches).allMatch(batch -> batch.length <= size);
        }
    }
}
