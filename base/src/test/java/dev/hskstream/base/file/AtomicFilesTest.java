package dev.hskstream.base.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @Test
    void writesAFileAndReplacesIt(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("x.json");

        AtomicFiles.writeString(file, "one é\n");
        AtomicFiles.writeString(file, "two\n");

        assertThat(file).hasContent("two\n");
        assertThat(names(directory)).containsExactly("x.json");
    }

    @Test
    void keepsTheOldFileWhereTheNewOneFailsHalfWay(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("x.json");
        AtomicFiles.writeString(file, "old");

        assertThatThrownBy(() -> AtomicFiles.write(file, channel -> {
                    channel.write(ByteBuffer.wrap(new byte[] {1, 2}));
                    throw new IOException("the disk is full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");

        assertThat(file).hasContent("old");
        assertThat(names(directory)).containsExactly("x.json");
    }

    @Test
    void writesOverWhatAnInterruptedWriteLeft(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("x.json.tmp"), "a longer text than the new one");

        AtomicFiles.writeString(directory.resolve("x.json"), "new");

        assertThat(directory.resolve("x.json")).hasContent("new");
        assertThat(names(directory)).containsExactly("x.json");
    }

    @Test
    void makesDirectoriesInDepth(@TempDir Path directory) throws IOException {
        Path deep = directory.resolve("a/b/c");

        AtomicFiles.createDirectories(deep);
        AtomicFiles.createDirectories(deep);

        assertThat(deep).isEmptyDirectory();
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
