package dev.hskstream.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.local.broker.BrokerException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An {@code hsk broker} in a separate process, so that its memory and garbage collections are not measured. It uses
 * free ports and a temporary directory.
 */
final class BenchKafka implements AutoCloseable {
    private final Path directory;
    private final Process process;
    private final Thread killer;
    private final KafkaConnection connection;

    /**
     * Starts the broker.
     *
     * @param program main class with the {@code broker} command
     * @throws BrokerException if it does not start
     */
    BenchKafka(Path parent, Class<?> program) {
        try {
            Files.createDirectories(parent);
            directory = Files.createTempDirectory(parent, "hsk-bench-");
            process = start(directory, program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        killer = new Thread(process::destroy, "stop-broker");
        Runtime.getRuntime().addShutdownHook(killer);
        connection = connection(process, directory);
    }

    private static Process start(Path directory, Class<?> program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                "broker",
                "--json",
                "--dir",
                directory.toString(),
                "--port",
                "0",
                "--registry-port",
                "0");
        // HSK_ options in the environment are meant for the benchmark, not for the broker.
        builder.environment().keySet().removeIf(name -> name.startsWith("HSK_"));
        return builder.redirectError(log(directory).toFile()).start();
    }

    private static KafkaConnection connection(Process process, Path directory) {
        // The reader stays open, because the broker would fail when writing to a closed pipe.
        BufferedReader out = process.inputReader();
        try {
            String line = out.readLine();
            if (line == null) {
                throw new BrokerException(
                        "the broker for the measurement does not start; " + log(directory) + " says why", null);
            }
            JsonNode addresses = JsonMapper.builder().build().readTree(line);
            return KafkaConnection.of(
                    addresses.path("bootstrapServers").asText(),
                    addresses.path("registryUrl").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(Path directory) {
        return directory.resolve("broker.err");
    }

    KafkaConnection connection() {
        return connection;
    }

    /** The broker's directory, in which benchmarks may put files of their own. */
    Path directory() {
        return directory;
    }

    /** The size of a topic's log segments on disk, in bytes. */
    long bytesOnDisk(String topic) {
        Predicate<String> segment = Pattern.compile("/" + Pattern.quote(topic) + "-\\d+/\\d+\\.log$")
                .asPredicate();
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(Path::toFile)
                    .filter(file -> segment.test(file.toURI().getPath()))
                    .mapToLong(File::length)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the broker, waits for its end and deletes its files. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
            Runtime.getRuntime().removeShutdownHook(killer);
            TemporaryFiles.delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // The JVM is shutting down, and its hook stops the broker; the files stay.
        }
    }
}
