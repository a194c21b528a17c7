package dev.hskstream.trainer.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.scan.TopicScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OffsetRunTest {
    static List<SortedMap<Integer, TopicScan.Range>> layouts() {
        List<SortedMap<Integer, TopicScan.Range>> layouts = new ArrayList<>(List.of(new TreeMap<>()));
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            SortedMap<Integer, TopicScan.Range> layout = new TreeMap<>();
            for (int partition = random.nextInt(9); partition >= 0; partition--) {
                long start = random.nextInt(1000);
                layout.put(partition, new TopicScan.Range(start, start + random.nextInt(3) * random.nextLong(2000)));
            }
            layouts.add(layout);
        }
        return layouts;
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyOffsetIsInOneBlock(SortedMap<Integer, TopicScan.Range> layout) {
        List<OffsetRun> blocks = OffsetRun.shuffled(1, 2, "d", layout);

        assertThat(blocks)
                .allSatisfy(block -> assertThat(block.end() - block.start()).isBetween(1L, (long) OffsetRun.OFFSETS));
        layout.forEach((partition, range) -> assertThat(blocks.stream()
                        .filter(block -> block.partition() == partition)
                        .flatMapToLong(block -> LongStream.range(block.start(), block.end()))
                        .sorted()
                        .toArray())
                .isEqualTo(LongStream.range(range.start(), range.end()).toArray()));
    }

    @Test
    void theirOrderDependsOnSeedEpochAndDigestAlone() {
        SortedMap<Integer, TopicScan.Range> layout = new TreeMap<>();
        layout.put(0, new TopicScan.Range(0, 5000));
        layout.put(1, new TopicScan.Range(7, 5000));
        List<OffsetRun> order = OffsetRun.shuffled(1, 0, "d", layout);

        assertThat(OffsetRun.shuffled(1, 0, "d", new TreeMap<>(layout))).isEqualTo(order);
        assertThat(OffsetRun.shuffled(2, 0, "d", layout)).isNotEqualTo(order);
        assertThat(OffsetRun.shuffled(1, 1, "d", layout)).isNotEqualTo(order);
        assertThat(OffsetRun.shuffled(1, 0, "e", layout)).isNotEqualTo(order);
        assertThat(order.stream().map(OffsetRun::partition).limit(20)).contains(0, 1);
    }

    @Test
    void theirOrderIsTheOneItAlwaysWas() {
        SortedMap<Integer, TopicScan.Range> layout = new TreeMap<>();
        layout.put(0, new TopicScan.Range(0, 1000));
        layout.put(3, new TopicScan.Range(10, 300));

        assertThat(OffsetRun.shuffled(1, 0, "d", layout))
                .containsExactly(
                        new OffsetRun(0, 256, 512),
                        new OffsetRun(3, 10, 266),
                        new OffsetRun(3, 266, 300),
                        new OffsetRun(0, 512, 768),
                        new OffsetRun(0, 0, 256),
                        new OffsetRun(0, 768, 1000));
    }
}
