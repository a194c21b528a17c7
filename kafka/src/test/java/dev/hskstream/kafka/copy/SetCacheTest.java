package dev.hskstream.kafka.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.base.file.OwnerLock;
import dev.hskstream.base.work.WorkListener;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.encoding.CodecException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SetCacheTest {
    private static final int RECORDS = 200;

    private final List<String> notices = new ArrayList<>();
    private final List<String> work = new ArrayList<>();
    private int fills;

    /** With segments of about 80 bytes, most records are near a boundary, in every possible way. */
    @ParameterizedTest
    @ValueSource(longs = {71, 72, 73, 80, 81, 82, 83, 84, 1000, 1 << 30})
    void givesBackEveryRecordFromTheSourceAndFromTheFile(long segment, @TempDir Path directory) {
        RecordFile filled = cache(directory, segment).open(manifest(), this::all);
        RecordFile reopened = cache(directory, segment).open(manifest(), this::all);

        for (int i : new int[] {199, 0, 7, 100}) {
            assertThat(filled.record(i)).isEqualTo(ByteBuffer.wrap(bytes(i)));
        }
        for (int i = 0; i < RECORDS; i++) {
            assertThat(reopened.record(i)).isEqualTo(ByteBuffer.wrap(bytes(i)));
        }
        assertThat(fills).isEqualTo(1);
        assertThat(work).containsExactly("copy x", "check the copy of x");
    }

    /** Records are written to the file through a buffer of 1 MiB. */
    @ParameterizedTest
    @ValueSource(longs = {1_600_000, 4_000_000, 1 << 30})
    void givesBackRecordsThatAreLongerThanWhatWaits(long segment, @TempDir Path directory) {
        List<byte[]> records = new ArrayList<>();
        Random random = new Random(2);
        int[] sizes = {5, 1_500_000, 1_048_568, 3, 1_048_560, 8, 1_048_561, 700_000, 700_000, 1_048_576};
        for (int i = 0; i < RECORDS; i++) {
            byte[] record = new byte[i < sizes.length ? sizes[i] : i];
            random.nextBytes(record);
            records.add(record);
        }
        KnowledgeManifest large = TestManifest.of("x", records);

        cache(directory, segment)
                .open(large, sink -> IntStream.range(0, records.size()).forEach(i -> sink.add(i, records.get(i))));
        RecordFile reopened = cache(directory, segment).open(large, this::all);

        for (int i = 0; i < records.size(); i++) {
            assertThat(reopened.record(i)).isEqualTo(ByteBuffer.wrap(records.get(i)));
        }
        assertThat(work).containsExactly("copy x", "check the copy of x");
    }

    @Test
    void leavesNothingBesideTheCopyAndItsLock(@TempDir Path directory) throws IOException {
        cache(directory.resolve("new"), 1000).open(manifest(), this::all);

        String digest = manifest().getDigest();
        assertThat(files(directory.resolve("new"))).containsExactly(digest + ".hskc", digest + ".lock");
    }

    @Test
    void noticesEveryChangedBitAndCopiesAnew(@TempDir Path directory) throws IOException {
        cache(directory, 1000).open(manifest(), this::all);
        Path copy = copy(directory);
        byte[] whole = Files.readAllBytes(copy);
        Random random = new Random(1);

        for (int i = 0; i < 60; i++) {
            byte[] damaged = whole.clone();
            int at = i < 40 ? i : random.nextInt(gapless(whole));
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(copy, damaged);
            fills = 0;
            notices.clear();
            RecordFile file = cache(directory, 1000).open(manifest(), this::all);

            assertThat(fills).as("byte %d", at).isEqualTo(1);
            assertThat(notices).singleElement().asString().startsWith(copy + " is damaged: ");
            assertThat(file.record(5)).isEqualTo(ByteBuffer.wrap(bytes(5)));
            assertThat(Files.readAllBytes(copy)).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 39, 500, -1})
    void noticesATruncatedFile(int size, @TempDir Path directory) throws IOException {
        cache(directory, 1000).open(manifest(), this::all);
        try (FileChannel channel = FileChannel.open(copy(directory), StandardOpenOption.WRITE)) {
            channel.truncate(size < 0 ? channel.size() + size : size);
        }
        cache(directory, 1000).open(manifest(), this::all);

        assertThat(fills).isEqualTo(2);
        assertThat(notices).singleElement().asString().contains("is damaged");
    }

    @Test
    void refusesOtherRecordsThanTheSealedOnesAndKeepsNone(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> cache(directory, 1000).open(manifest(), sink -> {
                    for (int i = 0; i < RECORDS; i++) {
                        sink.add(i, bytes(i == 7 ? 8 : i));
                    }
                }))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("set x: its records have the digest ")
                .hasMessageContaining(manifest().getDigest());
        assertThatThrownBy(() -> cache(directory, 1000).open(manifest(), sink -> sink.add(3, bytes(3))))
                .hasMessageContaining("the topic gave 1 of 200 samples");
        assertThatThrownBy(() -> cache(directory, 1000).open(manifest(), sink -> {
                    sink.add(3, bytes(3));
                    sink.add(3, bytes(3));
                }))
                .isInstanceOf(CodecException.class)
                .hasMessage("sample 3 comes twice");
        assertThat(files(directory)).containsExactly(manifest().getDigest() + ".lock");
    }

    @Test
    void writesOverWhatAKilledStudentLeft(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve(manifest().getDigest() + ".part"), new byte[100_000]);

        cache(directory, 1000).open(manifest(), this::all);

        assertThat(files(directory)).noneMatch(name -> name.endsWith(".part"));
        assertThat(fills).isEqualTo(1);
    }

    /** An unfinished copy does not have the name by which copies are opened. */
    @Test
    void theSecondOfTwoStudentsWaitsForTheFirst(@TempDir Path directory) throws Exception {
        CountDownLatch filling = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<RecordFile> first =
                CompletableFuture.supplyAsync(() -> cache(directory, 1000).open(manifest(), sink -> {
                    filling.countDown();
                    await(waiting);
                    all(sink);
                }));
        await(filling);
        assertThat(copy(directory)).doesNotExist();
        WorkListener second = new Notes() {
            @Override
            public void notice(String line) {
                super.notice(line);
                waiting.countDown();
            }
        };
        RecordFile file = new SetCache(directory, second, 1000).open(manifest(), sink -> {
            throw new AssertionError("copied twice");
        });

        assertThat(file.record(9)).isEqualTo(ByteBuffer.wrap(bytes(9)));
        assertThat(first.get().record(9)).isEqualTo(file.record(9));
        assertThat(notices)
                .containsExactly("another student on this host is copying set x to " + directory + "; waiting for it");
    }

    @Test
    void saysWhatIsNeededAndFreeBeforeItStarts(@TempDir Path directory) throws IOException {
        KnowledgeManifest huge = KnowledgeManifest.newBuilder(manifest())
                .setRecordBytes(Long.MAX_VALUE)
                .build();

        assertThatThrownBy(() -> cache(directory, 1000).open(huge, this::all))
                .isInstanceOf(CacheException.class)
                .hasMessageMatching(java.util.regex.Pattern.quote(directory.toString())
                        + ": the copy of set x needs 9223372036854.8 MB, free are \\d+\\.\\d MB;"
                        + " free space, name another --cache-dir, or use --cache none");
        assertThat(fills).isZero();
        assertThat(files(directory)).containsExactly(manifest().getDigest() + ".lock");
    }

    @Test
    void theEstimateCoversWhatIsWritten(@TempDir Path directory) throws IOException {
        cache(directory, 1 << 30).open(manifest(), this::all);

        assertThat(RecordLayout.estimate(RECORDS, manifest().getRecordBytes()))
                .isBetween(Files.size(copy(directory)), Files.size(copy(directory)) * 11 / 10);
    }

    @Test
    void evictsOneSetOrAll(@TempDir Path directory) throws IOException {
        RecordFile open = cache(directory, 1000).open(manifest(), this::all);
        long size = Files.size(copy(directory));
        String other = "0".repeat(64);
        Files.write(directory.resolve(other + ".part"), new byte[10]);
        Files.write(directory.resolve("mine.txt"), new byte[10]);

        assertThat(CacheEviction.of(directory, "1".repeat(64))).isEqualTo(new CacheEviction(0, 0, List.of()));
        assertThat(CacheEviction.of(directory, manifest().getDigest()))
                .isEqualTo(new CacheEviction(1, size, List.of()));
        assertThat(CacheEviction.of(directory, null)).isEqualTo(new CacheEviction(1, 10, List.of()));
        assertThat(CacheEviction.of(directory.resolve("none"), null)).isEqualTo(new CacheEviction(0, 0, List.of()));

        assertThat(files(directory)).noneMatch(name -> name.endsWith(".hskc") || name.endsWith(".part"));
        assertThat(files(directory)).contains("mine.txt");
        assertThat(open.record(5)).isEqualTo(ByteBuffer.wrap(bytes(5)));
    }

    @Test
    void leavesACopyAloneThatIsBeingFilled(@TempDir Path directory) throws IOException {
        String digest = manifest().getDigest();
        Path part = Files.write(directory.resolve(digest + ".part"), new byte[10]);

        try (OwnerLock filler = OwnerLock.take(directory.resolve(digest + ".lock"), "unused")) {
            assertThat(filler).isNotNull();
            assertThat(CacheEviction.of(directory, null)).isEqualTo(new CacheEviction(0, 0, List.of(part)));
        }
        assertThat(part).exists();
    }

    private SetCache cache(Path directory, long segment) {
        return new SetCache(directory, new Notes(), segment);
    }

    private void all(RecordSource.Sink sink) {
        fills++;
        for (int i = RECORDS - 1; i >= 0; i--) {
            sink.add(i, bytes(i));
        }
    }

    private static KnowledgeManifest manifest() {
        return TestManifest.of(
                "x", IntStream.range(0, RECORDS).mapToObj(SetCacheTest::bytes).toList());
    }

    private static byte[] bytes(int index) {
        byte[] bytes = new byte[1 + index % 61];
        new Random(index).nextBytes(bytes);
        return bytes;
    }

    private static Path copy(Path directory) {
        return directory.resolve(manifest().getDigest() + ".hskc");
    }

    /** The number of bytes before the first gap; gaps at the end of segments belong to no record. */
    private static int gapless(byte[] whole) {
        return Math.min(900, whole.length);
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private class Notes implements WorkListener {
        @Override
        public void notice(String line) {
            notices.add(line);
        }

        @Override
        public Task begins(String what, long records, String unit) {
            assertThat(records).isEqualTo(RECORDS);
            work.add(what);
            return Task.SILENT;
        }
    }
}
