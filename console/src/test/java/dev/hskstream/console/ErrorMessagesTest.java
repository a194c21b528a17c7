package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorMessagesTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new IllegalArgumentException("--limit is -1"), "--limit is -1"),
                Arguments.of(new IllegalStateException(), "IllegalStateException"),
                Arguments.of(new NoSuchFileException("a/b"), "a/b: no such file or directory"),
                Arguments.of(new AccessDeniedException("a/b"), "a/b: permission denied"),
                Arguments.of(
                        new FileSystemException("a/b", null, "No space left on device"),
                        "a/b: No space left on device"),
                Arguments.of(new EOFException(), "input or output failed (EOFException)"),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("x")), "x: no such file or directory"),
                Arguments.of(
                        new UncheckedIOException(
                                "m/vocab.txt: cannot be read: Input length = 3", new MalformedInputException(3)),
                        "m/vocab.txt: cannot be read: it is not UTF-8 text"),
                Arguments.of(
                        new UncheckedIOException(
                                "m/vocab.txt: cannot be read: Is a directory", new IOException("Is a directory")),
                        "m/vocab.txt: cannot be read: it is a directory, not a file"),
                Arguments.of(
                        new UncheckedIOException("m: cannot be read: m/x", new AccessDeniedException("m/x")),
                        "m/x: permission denied"),
                Arguments.of(new MalformedInputException(3), "a file is not UTF-8 text (Input length = 3)"),
                Arguments.of(new FileSystemException("m", null, "Is a directory"), "m: is a directory, not a file"),
                Arguments.of(new ExecutionException(new IOException("reset by peer")), "reset by peer"),
                Arguments.of(new InterruptedException(), "interrupted"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void describesAFailureInOneLine(Throwable failure, String line) {
        assertThat(ErrorMessages.describe(failure)).isEqualTo(line);
    }

    static Stream<Arguments> kafkaFailures() {
        return Stream.of(
                Arguments.of(new RecordTooLargeException("1200000 bytes"), "--depth, --length, --width or --values"),
                Arguments.of(new SaslAuthenticationException("bad password"), "refused the login: bad password"),
                Arguments.of(new TopicAuthorizationException("hsk.a.samples"), "does not allow this: "),
                Arguments.of(
                        new IllegalStateException("Unexpected error code 1 while fetching at offset 7"),
                        "run hsk produce to have it made again"),
                Arguments.of(new TimeoutException("no metadata"), "--bootstrap-servers"));
    }

    @ParameterizedTest
    @MethodSource("kafkaFailures")
    void addsTheRemedyToWhatKafkaSays(Throwable failure, String remedy) {
        assertThat(ErrorMessages.describe(failure)).contains(remedy);
        assertThat(ErrorMessages.describe(new KafkaException("Failed to construct kafka producer", failure)))
                .contains(remedy)
                .doesNotContain("Failed to construct");
    }

    @Test
    void callsAProgrammingFaultADefect() {
        assertThat(ErrorMessages.describe(new IndexOutOfBoundsException("index 3")))
                .contains("IndexOutOfBoundsException: index 3")
                .contains("--stacktrace");
    }

    @Test
    void saysHowToGiveMoreMemory() {
        assertThat(ErrorMessages.describe(new OutOfMemoryError("Java heap space")))
                .contains("HSK_JAVA_OPTS=-Xmx");
    }
}
