package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes expose their metrics to Prometheus while they run. */
@Timeout(300)
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern URL = Pattern.compile("metrics: (http://127\\.0\\.0\\.1:\\d+)/metrics");
    private static final Pattern TYPE = Pattern.compile("# TYPE (hsk_\\w+) (\\w+)");
    private static final Pattern SERIES = Pattern.compile("(hsk_\\w+?)(_count|_sum)?(?:\\{(.*)\\})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern ROW =
            Pattern.compile("\\| `(hsk_(?:producer|trainer)\\w+)` \\| (\\w+) \\|([^|]*)\\|.*");
    private static final Pattern QUOTED = Pattern.compile("`(\\w+)`");

    /** Counts what goes wrong, and here nothing does; WorkerMetricsTest has its labels. */
    private static final String RECOVERIES = "hsk_producer_recoveries_total";

    private static final int SAMPLES = 8 * 256;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aWorkerAndAStudentAreReadyAndCountWhileTheyWork(@TempDir Path work) throws Exception {
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            SmallRun run = SmallRun.prepare(kafka.options(), work, SAMPLES, 20);
            HskProcess.start(run.load()).waitFor(PATIENCE);
            // Samples are counted per transaction: there must be many more to come when the first one is seen.
            Set<String> produced = lines(
                    HskProcess.start(run.produce("--batch-size", 2, "--transaction-size", 256, "--metrics-port", 0)),
                    "hsk_producer_samples_total{set=\"s\"}");
            HskProcess.start(run.seal()).waitFor(PATIENCE);
            Set<String> trained = lines(
                    HskProcess.start(run.train("--epochs", 1, "--batch-size", 32, "--metrics-port", 0)),
                    "hsk_trainer_samples_total{set=\"s\",student=\"student\"}");
            Set<String> described = described(produced);
            described.addAll(described(trained));
            assertThat(described).containsExactlyElementsOf(documented());
            assertThat(produced)
                    .anyMatch(line -> line.matches("kafka_producer_topic_record_send_total\\{.*"
                            + "topic=\"hsk\\.s\\.knowledge\".*\\} [1-9]\\d*\\.0"));
            assertThat(trained)
                    .anyMatch(line -> line.matches(
                            "kafka_producer_topic_record_send_total\\{.*" + "topic=\"hsk\\.training-events\".*"));
        }
    }

    /** Reads the metrics page from the moment when the counter is positive to the process's end; returns all lines. */
    private Set<String> lines(HskProcess process, String counter) throws Exception {
        try (process) {
            Poll.until("metrics of " + counter, PATIENCE, () -> !url(process).isEmpty());
            String url = url(process);
            Poll.until(counter, PATIENCE, () -> count(get(url + "/metrics").body(), counter) > 0);
            assertThat(get(url + "/readyz").statusCode()).isEqualTo(200);
            Set<String> lines = new TreeSet<>();
            try {
                while (process.running()) {
                    get(url + "/metrics").body().lines().forEach(lines::add);
                }
            } catch (IOException e) {
                // The page ends shortly before the process.
                assertThat(process.waitFor(PATIENCE).code()).isZero();
            }
            HskRun ended = process.waitFor(PATIENCE);
            assertThat(ended.code()).as(ended.err()).isZero();
            return lines;
        }
    }

    /** Returns the metrics of these lines, each as its name, type and labels. */
    private static Set<String> described(Set<String> lines) {
        Map<String, String> types = lines.stream()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
        return lines.stream()
                .map(SERIES::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1) + " " + types.get(match.group(1)) + " " + sorted(LABEL, match.group(3)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the metrics of producers and trainers in docs/metrics.md, each as its name, type and labels. */
    private static Set<String> documented() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/metrics.md"))) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .filter(row -> !row.group(1).equals(RECOVERIES))
                    .map(row -> row.group(1) + " " + row.group(2) + " " + sorted(QUOTED, row.group(3)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> sorted(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String url(HskProcess process) {
        Matcher matcher = URL.matcher(process.err());
        return matcher.find() ? matcher.group(1) : "";
    }

    private static double count(String page, String counter) {
        return page.lines()
                .filter(line -> line.startsWith(counter + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }

    private HttpResponse<String> get(String page) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(page)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
