package dev.hskstream.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCacheTest {
    @Test
    void givesBackEveryRecordWhateverTheOrder(@TempDir Path directory) {
        try (ReplayCache cache = new ReplayCache(directory, 200)) {
            for (int i = 199; i >= 0; i--) {
                cache.put(i, ByteBuffer.wrap(bytes(i)));
            }
            cache.freeze();

            for (int i = 0; i < 200; i++) {
                assertThat(cache.get(i)).isEqualTo(ByteBuffer.wrap(bytes(i)));
            }
        }
    }

    /** With segments of 64 bytes most records meet a boundary. */
    @Test
    void noRecordStraddlesASegment(@TempDir Path directory) {
        try (ReplayCache cache = new ReplayCache(directory, 200, 64)) {
            for (int i = 0; i < 200; i++) {
                cache.put(i, ByteBuffer.wrap(bytes(i)));
            }
            cache.freeze();

            for (int i = 199; i >= 0; i--) {
                assertThat(cache.get(i)).isEqualTo(ByteBuffer.wrap(bytes(i)));
            }
        }
    }

    @Test
    void leavesNoFile(@TempDir Path directory) {
        ReplayCache cache = new ReplayCache(directory.resolve("new"), 1);
        cache.put(0, ByteBuffer.wrap(bytes(0)));
        cache.freeze();
        cache.close();

        assertThat(directory.resolve("new")).isEmptyDirectory();
    }

    private static byte[] bytes(int index) {
        byte[] bytes = new byte[1 + index % 61];
        new Random(index).nextBytes(bytes);
        return bytes;
    }
}
