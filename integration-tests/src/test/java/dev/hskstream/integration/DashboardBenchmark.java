package dev.hskstream.integration;

import dev.hskstream.monitor.web.Dashboard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures how long the dashboard takes to answer with the data of a page, with 1,000 sets and 5,000 consumer groups,
 * while it measures in the background. Broker, dashboard and client are in one process.
 *
 * <pre>
 * mvn -q -Dquick -Dbenchmarks=integration-tests -Dbenchmark=DashboardBenchmark -pl integration-tests -am process-test-classes
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 50)
@Fork(1)
public class DashboardBenchmark {
    /** The path of the page's data. */
    @Param({"overview", "sets", "lag"})
    public String page = "overview";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory = directory();
    private final LocalKafka kafka = LocalKafka.start(directory);
    private final Dashboard dashboard = Dashboard.start(kafka.connection(), Dashboard.Settings.loopback(0));

    /** Creates sets and groups, and waits until the dashboard has seen them. */
    @Setup
    public void create() throws Exception {
        new ManySets(kafka.connection(), 1000, 4).create();
        Poll.until("all sets are seen", Duration.ofMinutes(5), () -> get("overview")
                .body()
                .contains("\"sets\":1000"));
    }

    /** Asks for the data of one page. */
    @Benchmark
    public String answer() throws Exception {
        return get(page).body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create(dashboard.url() + "api/v1/" + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("dashboard-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops everything. */
    @TearDown
    public void stop() throws IOException {
        dashboard.close();
        kafka.close();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
