package dev.hskstream.schemas.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleLayoutTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 255, 256, 257, 511, 512, 513, 1000, 2303, 2304, 2305, 2999})
    void everySampleHasOnePlace(long samples) {
        for (int partitions = 1; partitions < 12; partitions++) {
            SampleLayout layout = new SampleLayout(samples, partitions);
            List<Long> all = IntStream.range(0, partitions)
                    .boxed()
                    .flatMap(p -> LongStream.range(0, layout.count(p)).mapToObj(ordinal -> layout.index(p, ordinal)))
                    .sorted()
                    .toList();

            assertThat(all).isEqualTo(LongStream.range(0, samples).boxed().toList());
            assertThat(all).allSatisfy(index -> assertThat(layout.index(layout.partition(index), layout.ordinal(index)))
                    .isEqualTo(index));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void blocksAreTheSameForAnyNumberOfPartitions(int partitions) {
        SampleLayout layout = new SampleLayout(1000, partitions);
        for (long start = 0; start < 1000; start += SampleLayout.BLOCK) {
            int partition = layout.partition(start);
            long ordinal = layout.ordinal(start);
            int size = layout.blockSize(partition, ordinal);

            assertThat(layout.startsBlock(partition, start)).isTrue();
            assertThat(size).isEqualTo(start == 768 ? 232 : 256);
            assertThat(IntStream.range(0, size).mapToLong(i -> layout.index(partition, ordinal + i)))
                    .containsExactlyElementsOf(
                            LongStream.range(start, start + size).boxed().toList());
        }
    }
}
