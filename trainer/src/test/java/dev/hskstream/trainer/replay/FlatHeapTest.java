package dev.hskstream.trainer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.base.work.WorkListener;
import dev.hskstream.kafka.copy.RecordSource;
import dev.hskstream.kafka.copy.SetCache;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.digest.SetDigest;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.trainer.order.EpochSource;
import dev.hskstream.trainer.order.PermutedEpochs;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Copies, reopens and permutes a set that is ten times as large as the heap. */
@Timeout(120)
class FlatHeapTest {
    private static final int SAMPLES = 1300;
    private static final int LOGITS = 64_000;

    @Test
    void aSetOfTenTimesTheHeapIsReplayed(@TempDir Path directory) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();

        String said = new String(child.getInputStream().readAllBytes(), UTF_8);

        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said.strip()).containsPattern("replayed 332800000 bytes with a heap of 3[0-2] MB");
    }

    /** Runs in a child process with the small heap. */
    public static final class Child {
        private Child() {}

        /** Replays a set; the only argument is the cache directory. */
        public static void main(String[] args) {
            TopicInMemory one = TopicInMemory.of(1, 1, 1);
            SetDigest digest = new SetDigest(SAMPLES);
            all(one, (sample, bytes) -> digest.add(sample, RecordBytes.digest(ByteBuffer.wrap(bytes))));
            KnowledgeManifest manifest = KnowledgeManifest.newBuilder(one.manifest())
                    .setSamples(SAMPLES)
                    .setDigest(digest.hex())
                    .build();
            SetCache cache = new SetCache(Path.of(args[0]), WorkListener.SILENT);
            cache.open(manifest, sink -> all(one, sink));
            CachedRows rows = new CachedRows(manifest, cache.open(manifest, sink -> {
                throw new IllegalStateException("copied twice");
            }));
            System.out.println("replayed " + epoch(rows) + " bytes with a heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB");
        }

        private static long epoch(CachedRows rows) {
            long bytes = 0;
            try (EpochSource.Epoch epoch = new PermutedEpochs(rows, 1, 4).open(0, 0, new BitSet())) {
                for (int i = 0; i < SAMPLES / 4; i++) {
                    bytes += epoch.next().stream()
                            .mapToLong(row -> (long) Float.BYTES * row.logits().length)
                            .sum();
                }
            }
            return bytes;
        }

        private static void all(TopicInMemory one, RecordSource.Sink sink) {
            KnowledgeRecord.Builder record = KnowledgeRecord.newBuilder(
                    one.partitions().get(0).firstEntry().getValue());
            for (int i = 0; i < SAMPLES; i++) {
                ByteBuffer logits = ByteBuffer.allocate(Float.BYTES * LOGITS).putFloat(0, i);
                sink.add(i, RecordBytes.of(record.setSample(i).setLogits(logits).build()));
            }
        }
    }
}
