package dev.hskstream.integration;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.monitor.lag.LagReader;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.retention.RetentionGuard;
import dev.hskstream.monitor.retention.RetentionReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures how long a measurement of 1,000 sets and 5,000 consumer groups takes, with a broker in the same process.
 *
 * <pre>
 * mvn -q -Dquick -Dbenchmarks=integration-tests -Dbenchmark=LagBenchmark -pl integration-tests -am process-test-classes
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@org.openjdk.jmh.annotations.Measurement(iterations = 20)
@Fork(1)
public class LagBenchmark {
    private final Path directory;
    private final LocalKafka kafka;
    private final LagReader reader;
    private final RetentionGuard guard;
    private Measurement last = new Measurement(Instant.EPOCH, Duration.ZERO, List.of(), List.of());

    /** Starts the broker. */
    public LagBenchmark() {
        this.directory = directory();
        this.kafka = LocalKafka.start(directory);
        this.reader = new LagReader(kafka.connection(), Clock.systemUTC());
        this.guard = new RetentionGuard(kafka.connection(), Clock.systemUTC());
    }

    /** Creates sets and groups. */
    @Setup
    public void create() throws Exception {
        KafkaConnection connection = kafka.connection();
        new ManySets(connection, 1000, 4).create();
        long before = heap();
        last = reader.measure();
        System.out.printf(
                Locale.ROOT,
                "first measurement: %d ms; held afterwards: %.1f MB%n",
                last.took().toMillis(),
                (heap() - before) / 1e6);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Measures everything, when manifests and events have been read before. */
    @Benchmark
    public Measurement measure() {
        return reader.measure();
    }

    /** Asks for the retention of the topics of all sets. */
    @Benchmark
    public RetentionReport retention() {
        return guard.report(last);
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("lag-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the broker. */
    @TearDown
    public void stop() throws IOException {
        guard.close();
        reader.close();
        kafka.close();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
