package dev.hskstream.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.trainer.order.EpochSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the block shuffle for arbitrary sample counts, batch sizes, partition layouts and epochs. */
class StreamedReplayTest {
    /** Edge cases, followed by random ones from a fixed seed. */
    static List<Case> cases() {
        List<Case> cases = new ArrayList<>(List.of(
                new Case(0, 1, 4, 0),
                new Case(1, 1, 1, 0),
                new Case(1, 8, 32, 3),
                new Case(64, 1, 1, 0),
                new Case(65, 2, 1, 1),
                new Case(128, 3, 2, 0),
                new Case(129, 3, 2, 0)));
        Random random = new Random(42);
        for (int i = 0; i < 60; i++) {
            cases.add(new Case(random.nextInt(2500), 1 + random.nextInt(9), 1 + random.nextInt(40), random.nextInt(5)));
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesEverySampleOnceInAsManyBatchesAsAPermutation(Case c) {
        TopicInMemory topic = TopicInMemory.of(c.samples, c.partitions, c.hashCode());

        List<List<Long>> batches = read(topic.replay(7, c.batchSize), c.epoch, 0, c.steps());

        assertThat(batches.stream().flatMap(List::stream).sorted().toList())
                .isEqualTo(LongStream.range(0, c.samples).boxed().toList());
        assertThat(batches).filteredOn(batch -> batch.size() != c.batchSize).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void goesOnWithinAnEpochWhereItStopped(Case c) {
        TopicInMemory topic = TopicInMemory.of(c.samples, c.partitions, c.hashCode());
        int from = c.steps() * 2 / 3;

        List<List<Long>> whole = read(topic.replay(7, c.batchSize), c.epoch, 0, c.steps());

        assertThat(read(topic.replay(7, c.batchSize), c.epoch, from, c.steps()))
                .isEqualTo(whole.subList(from, c.steps()));
    }

    @Test
    void dependsOnSeedEpochDigestAndLayoutAlone() {
        TopicInMemory topic = TopicInMemory.of(1000, 3, 1);
        TopicInMemory otherLayout = TopicInMemory.of(1000, 3, 2);
        List<List<Long>> order = read(topic.replay(1, 8), 0, 0, 125);

        assertThat(read(topic.replay(1, 8), 0, 0, 125)).isEqualTo(order);
        assertThat(read(topic.replay(2, 8), 0, 0, 125)).isNotEqualTo(order);
        assertThat(read(topic.replay(1, 8), 1, 0, 125)).isNotEqualTo(order);
        assertThat(read(otherLayout.replay(1, 8), 0, 0, 125)).isNotEqualTo(order);
        assertThat(topic.replay(1, 8).identity())
                .isEqualTo(topic.replay(2, 8).identity())
                .isNotEqualTo(otherLayout.replay(1, 8).identity())
                .contains(topic.manifest().getDigest());
    }

    @Test
    void drawsAStretchFromBlocksOfTheWholeSet() {
        TopicInMemory topic = TopicInMemory.of(20_000, 1, 1);

        List<List<Long>> batches = read(topic.replay(1, 32), 0, 0, 64);

        assertThat(batches.stream()
                        .flatMap(List::stream)
                        .map(sample -> sample / 1024)
                        .distinct())
                .as("twentieths of the set; in order it would be two or three")
                .hasSizeGreaterThan(5);
        assertThat(batches.get(0).stream().map(sample -> sample / 1024).distinct())
                .hasSizeGreaterThan(3);
    }

    @Test
    void refusesAnEpochThatIsNotTheSealedSet() {
        TopicInMemory topic = TopicInMemory.of(300, 2, 1);

        assertThatThrownBy(() -> read(topic.without(17).replay(1, 8), 0, 0, 38))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the topic gave 299 of 300 samples");
        assertThatThrownBy(() -> read(topic.with(18, 17).replay(1, 8), 0, 0, 38))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("comes twice");
        assertThatThrownBy(() -> read(topic.changed(17).replay(1, 8), 0, 0, 38))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("its records have the digest");
    }

    /**
     * The only stretch is full once the last sample is read, so only the proof that the epoch is complete reads
     * further.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void refusesADoubledSampleEvenInTheLastBlock(long seed) {
        TopicInMemory topic = TopicInMemory.of(256, 1, 1).appended(3);

        assertThatThrownBy(() -> read(topic.replay(seed, 4), 0, 0, 64))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("sample 3 comes twice");
    }

    private static List<List<Long>> read(StreamedReplay replay, int epoch, int from, int to) {
        List<List<Long>> batches = new ArrayList<>();
        try (EpochSource.Epoch opened = replay.open(epoch, from, new BitSet())) {
            for (int i = from; i < to; i++) {
                batches.add(opened.next().stream().map(row -> row.sample()).toList());
            }
        }
        return batches;
    }

    record Case(int samples, int partitions, int batchSize, int epoch) {
        int steps() {
            return (samples + batchSize - 1) / batchSize;
        }
    }
}
