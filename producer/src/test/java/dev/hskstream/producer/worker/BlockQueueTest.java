package dev.hskstream.producer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.layout.SampleLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockQueueTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 255, 256, 257, 1000, 1024, 5000})
    void everySampleIsInOneBlockWhateverIsPolledLostAndTakenOver(long samples) {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            SampleLayout layout = new SampleLayout(samples, 1 + random.nextInt(9));
            assertThat(worked(layout, random)).as("seed %d", seed).isEqualTo(blocks(layout));
        }
    }

    @Test
    void theLeastAdvancedPartitionGoesFirst() {
        SampleLayout layout = new SampleLayout(2000, 2);
        BlockQueue<Long> queue = new BlockQueue<>(layout, "t");
        queue.start(0, true);
        queue.start(1, true);
        fill(queue, layout, 0, 600);
        assertThat(queue.ready()).isTrue();
        assertThat(queue.nextReady()).isTrue();
        assertThat(queue.take(1)).extracting(SampleBlock::partition).containsExactly(0);

        assertThat(queue.nextReady())
                .as("partition 1 is behind and has nothing yet")
                .isFalse();
        fill(queue, layout, 1, 300);
        assertThat(queue.nextReady()).isTrue();
        assertThat(queue.take(9)).extracting(SampleBlock::partition).containsExactly(1, 0);
    }

    @Test
    void aBlockTellsWhereItsPartitionGoesOn() {
        SampleLayout layout = new SampleLayout(300, 1);
        BlockQueue<Long> queue = new BlockQueue<>(layout, "t");
        queue.start(0, true);
        fill(queue, layout, 0, 300);

        List<SampleBlock<Long>> blocks = queue.take(2);
        assertThat(blocks).extracting(SampleBlock::next).containsExactly(256L + 7, 300L + 7);
        assertThat(blocks).extracting(SampleBlock::last).containsExactly(false, true);
        assertThat(queue.buffer(0).orElseThrow().expectsMore()).isFalse();
    }

    @Test
    void refusesASampleThatIsNotTheNextOne() {
        BlockQueue<Long> queue = new BlockQueue<>(new SampleLayout(1000, 2), "hsk.a.samples");
        queue.start(0, true);
        queue.start(1, false);
        queue.add(0, 0, 0, 0L);

        refused(queue, 0, 4, "hsk.a.samples-0@9: has the sample with index 4 where index 1 belongs");
        refused(queue, 0, 0, "has the sample with index 0 where index 1 belongs");
        refused(queue, 1, 3, "hsk.a.samples-1@9: has the sample with index 3 where the first one of a block belongs");
        refused(queue, 1, 512, "where the first one of a block belongs");
        queue.add(1, 768, 9, 768L);
        refused(queue, 1, 771, "where index 769 belongs");
    }

    @Test
    void refusesASampleBeyondTheLast() {
        BlockQueue<Long> queue = new BlockQueue<>(new SampleLayout(2, 2), "t");
        queue.start(0, true);
        queue.add(0, 0, 0, 0L);
        queue.add(0, 1, 1, 1L);
        refused(queue, 0, 2, "has the sample with index 2 where none belongs");
        queue.take(1);
        refused(queue, 0, 2, "where none belongs");
    }

    private static void refused(BlockQueue<Long> queue, int partition, long index, String reason) {
        assertThatThrownBy(() -> queue.add(partition, index, 9, index))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("--set");
    }

    /** Adds the first samples of a partition; their offsets start at 7. */
    private static void fill(BlockQueue<Long> queue, SampleLayout layout, int partition, int count) {
        for (long ordinal = 0; ordinal < count; ordinal++) {
            long index = layout.index(partition, ordinal);
            queue.add(partition, index, ordinal + 7, index);
        }
    }

    /** Returns the expected blocks by partition. */
    private static Map<Integer, List<List<Long>>> blocks(SampleLayout layout) {
        Map<Integer, List<List<Long>>> blocks = new TreeMap<>();
        for (int p = 0; p < layout.partitions(); p++) {
            for (long at = 0; at < layout.count(p); at += SampleLayout.BLOCK) {
                int partition = p;
                blocks.computeIfAbsent(p, none -> new ArrayList<>())
                        .add(LongStream.range(at, Math.min(layout.count(p), at + SampleLayout.BLOCK))
                                .mapToObj(ordinal -> layout.index(partition, ordinal))
                                .toList());
            }
        }
        return blocks;
    }

    /**
     * Returns the blocks that workers take who poll at random, lose partitions at random and resume from the committed
     * offsets.
     */
    private static Map<Integer, List<List<Long>>> worked(SampleLayout layout, Random random) {
        Map<Integer, List<List<Long>>> made = new TreeMap<>();
        Map<Integer, Long> committed = new HashMap<>();
        List<BlockQueue<Long>> workers = List.of(new BlockQueue<>(layout, "t"), new BlockQueue<>(layout, "t"));
        int[] owner = new int[layout.partitions()];
        long[] position = new long[layout.partitions()];
        IntStream.range(0, layout.partitions()).forEach(p -> workers.get(0).start(p, true));
        while (committed.values().stream().mapToLong(Long::longValue).sum() < layout.samples()) {
            int p = random.nextInt(layout.partitions());
            if (random.nextInt(8) == 0) {
                workers.get(owner[p]).drop(List.of(p));
                owner[p] = random.nextInt(2);
                position[p] = committed.getOrDefault(p, 0L);
                workers.get(owner[p]).start(p, position[p] == 0);
            }
            BlockQueue<Long> worker = workers.get(owner[p]);
            for (int n = random.nextInt(400); n > 0 && position[p] < layout.count(p); n--) {
                long index = layout.index(p, position[p]);
                worker.add(p, index, position[p]++, index);
            }
            for (SampleBlock<Long> block : worker.take(1 + random.nextInt(3))) {
                made.computeIfAbsent(block.partition(), none -> new ArrayList<>())
                        .add(block.samples());
                committed.put(block.partition(), block.next());
            }
        }
        return made;
    }
}
