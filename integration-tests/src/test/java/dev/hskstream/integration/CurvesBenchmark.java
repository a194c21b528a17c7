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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures how long the page of a run takes that shows it beside 200 others, each with 10,000 reports: the answer with
 * their curves, and drawing them in Chromium, which must be there. Broker, dashboard and client are in one process.
 *
 * <pre>
 * mvn -q -Dquick -Dbenchmarks=integration-tests -Dbenchmark=CurvesBenchmark -pl integration-tests -am process-test-classes
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 30)
@Fork(1)
public class CurvesBenchmark {
    private static final int RUNS = 201;
    private static final int REPORTS = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path directory = directory();
    private final LocalKafka kafka = LocalKafka.start(directory);
    private final Dashboard dashboard = Dashboard.start(kafka.connection(), Dashboard.Settings.loopback(0));
    private final Chromium browser = browser();

    /** Writes the events, and opens the page with all runs. */
    @Setup
    public void create() throws Exception {
        new ManySets(kafka.connection(), 1, 0).create();
        new ManyRuns(kafka.connection(), "run-", RUNS, REPORTS).create();
        Poll.until(
                "all events are seen",
                PATIENCE,
                () -> answer().contains("\"run-" + (RUNS - 1) + "\"")
                        && run().contains("\"step\":" + 10 * (REPORTS - 1) + ","));
        browser.look(1400, 1500, false);
        browser.open(dashboard.url() + "#/run/set-0/run-0");
        Poll.until("the charts", PATIENCE, () -> browser.evaluate("document.querySelectorAll('canvas').length >= 5")
                .asBoolean());
        browser.evaluate("[...document.querySelectorAll('.tools button')].find(button =>"
                + " button.textContent.startsWith('All ')).click()");
        Poll.until(
                "all runs are drawn",
                PATIENCE,
                () -> browser.evaluate("document.querySelector('figure').plot.series.length")
                                .asInt()
                        > RUNS);
    }

    /** Asks for the coarse curves of all runs. */
    @Benchmark
    public String answer() throws Exception {
        return get("runs/set-0");
    }

    private String run() throws Exception {
        return get("runs/set-0/run-" + (RUNS - 1));
    }

    /** Draws all five charts anew. */
    @Benchmark
    public int draw() throws Exception {
        return browser.evaluate("new Promise(resolve => { const all = [...document.querySelectorAll('figure')];"
                        + " all.forEach(figure => figure.mount());"
                        + " requestAnimationFrame(() => requestAnimationFrame(() => resolve(all.length))); })")
                .asInt();
    }

    private String get(String path) throws IOException, InterruptedException {
        URI uri = URI.create(dashboard.url() + "api/v1/" + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private Chromium browser() {
        try {
            return Chromium.start(
                    Chromium.executable().orElseThrow(), Files.createDirectory(directory.resolve("profile")));
        } catch (Exception e) {
            throw new IllegalStateException("Chromium does not start", e);
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("curves-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops everything. */
    @TearDown
    public void stop() throws Exception {
        System.out.println("memory of the page, bytes: "
                + browser.evaluate("performance.memory.usedJSHeapSize").asLong());
        browser.close();
        dashboard.close();
        kafka.close();
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
