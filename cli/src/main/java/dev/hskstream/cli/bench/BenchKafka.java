package dev.hskstream.cli.bench;

import dev.hskstream.cli.broker.BrokerConfig;
import dev.hskstream.cli.broker.EmbeddedBroker;
import dev.hskstream.cli.registry.DevRegistry;
import dev.hskstream.schemas.connect.KafkaConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A broker and a registry for one run, in a directory that goes with them. */
final class BenchKafka implements AutoCloseable {
    private final Path directory;
    private final EmbeddedBroker broker;
    private final DevRegistry registry;

    BenchKafka(Path parent) {
        try {
            Files.createDirectories(parent);
            directory = Files.createTempDirectory(parent, "hsk-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        broker = EmbeddedBroker.start(new BrokerConfig(directory, 0));
        registry = DevRegistry.start(directory, 0);
    }

    KafkaConnection connection() {
        return KafkaConnection.of(broker.bootstrapServers(), registry.url());
    }

    /** Where this run may put files of its own. */
    Path directory() {
        return directory;
    }

    /** Bytes of a topic's log segments on disk. */
    long bytesOnDisk(String topic) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .filter(file -> String.valueOf(file.getParent().getFileName())
                            .matches(Pattern.quote(topic) + "-\\d+"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
        delete(directory);
    }

    /** Removes a directory with all it holds. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
