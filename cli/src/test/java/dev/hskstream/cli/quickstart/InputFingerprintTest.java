package dev.hskstream.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFingerprintTest {
    @TempDir
    Path directory = Path.of("set by JUnit");

    @Test
    void changesWithTheNameAndTheBytesOfAFile() throws IOException {
        Files.writeString(directory.resolve("train.tsv"), "a");
        String first = InputFingerprint.ofFiles(directory);
        Files.writeString(directory.resolve("train.tsv"), "b");
        String otherBytes = InputFingerprint.ofFiles(directory);
        Files.move(directory.resolve("train.tsv"), directory.resolve("dev.tsv"));
        String otherName = InputFingerprint.ofFiles(directory);

        assertThat(first).hasSize(64).isNotEqualTo(otherBytes);
        assertThat(otherBytes).isNotEqualTo(otherName);
        assertThat(InputFingerprint.ofFiles(directory)).isEqualTo(otherName);
    }
}
