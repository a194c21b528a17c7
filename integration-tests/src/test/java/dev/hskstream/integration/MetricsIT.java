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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
    private static final Pattern ROW = Pattern.compile("\\| `(hsk_\\w+)` \\| (\\w+) \\|.*");
    private static final int SAMPLES = 8 * 256;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aWorkerAndAStudentAreReadyAndCountWhileTheyWork(@TempDir Path work) throws Exception {
        Path data = SmallCola.write(work.resolve("data"), SAMPLES, 20);
        Path teacher = SmallBert.write(work.resolve("teacher"), SmallBert.LETTERS, 5);
        try (LocalKafka kafka = LocalKafka.start(work.resolve("kafka"))) {
            HskRun.of(kafka.options(), "load", "--set", "s", "--task", "cola", "--data", data, "--json")
                    .json();
            assertCounts(
                    HskProcess.start(line(
                            kafka,
                            "produce",
                            "--set",
                            "s",
                            "--teacher",
                            teacher,
                            "--depth",
                            "2:3",
                            "--batch-size",
                            2,
                            // Counted per transaction: there must be many more to come when the first one is seen.
                            "--transaction-size",
                            256)),
                    "hsk_producer_samples_total{set=\"s\"}");
            HskRun.of(kafka.options(), "seal", "--set", "s", "--json").json();
            assertCounts(
                    HskProcess.start(line(
                            kafka,
                            "train",
                            "--set",
                            "s",
                            "--name",
                            "student",
                            "--out",
                            work.resolve("student"),
                            "--cache-dir",
                            work.resolve("cache"),
                            "--student",
                            "layers:2",
                            "--init",
                            teacher,
                            "--hsk-epochs",
                            1,
                            "--epochs",
                            1,
                            "--batch-size",
                            32)),
                    "hsk_trainer_samples_total{set=\"s\",student=\"student\"}");
        }
    }

    /** Reads the metrics page until the counter is positive, then compares the page with the documentation. */
    private void assertCounts(HskProcess process, String counter) throws Exception {
        try (process) {
            Poll.until("metrics of " + counter, PATIENCE, () -> !url(process).isEmpty());
            String url = url(process);
            Map<String, String> shown = types(TYPE, firstWith(counter, url).lines());
            assertThat(get(url + "/readyz").statusCode()).isEqualTo(200);
            assertThat(documented()).containsAllEntriesOf(shown);
            HskRun ended = process.waitFor(PATIENCE);
            assertThat(ended.code()).as(ended.err()).isZero();
        }
    }

    /** Returns the first metrics page on which the counter is positive. */
    private String firstWith(String counter, String url) throws Exception {
        Deque<String> pages = new ArrayDeque<>();
        Poll.until(counter, PATIENCE, () -> {
            pages.add(get(url + "/metrics").body());
            return count(pages.getLast(), counter) > 0;
        });
        return pages.getLast();
    }

    /** Returns the type of each metric, by name, as docs/metrics.md documents it. */
    private static Map<String, String> documented() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/metrics.md"))) {
            return types(ROW, lines);
        }
    }

    private static Map<String, String> types(Pattern pattern, Stream<String> lines) {
        return lines.map(pattern::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
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

    private static List<Object> line(LocalKafka kafka, Object... line) {
        List<Object> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--metrics-port", 0, "--json"));
        all.addAll(kafka.options());
        return all;
    }
}
