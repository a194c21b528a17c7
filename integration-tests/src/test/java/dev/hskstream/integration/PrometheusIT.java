package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus with the configuration of deploy/prometheus scrapes a whole run, and every query of every Grafana
 * panel and every recording rule has data. Left out where there is no Prometheus.
 */
@Timeout(300)
class PrometheusIT {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final int SAMPLES = 8 * 256;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path work;

    /** The ports that the processes listen on, instead of those of the configuration, which may be taken. */
    private record Ports(int monitor, int producer, int trainer, int broker) {
        static Ports free() throws IOException {
            return new Ports(freePort(), freePort(), freePort(), freePort());
        }

        String in(String configuration) {
            return configuration
                    .replace("localhost:18090", "127.0.0.1:" + monitor)
                    .replace("localhost:9465", "127.0.0.1:" + producer)
                    .replace("localhost:9464", "127.0.0.1:" + trainer)
                    .replace("localhost:9466", "127.0.0.1:" + broker);
        }
    }

    PrometheusIT(@TempDir Path work) {
        this.work = work;
    }

    @Test
    void everyPanelShowsARun() throws Exception {
        Optional<Path> program = Programs.find("prometheus");
        Assumptions.assumeTrue(program.isPresent(), "LEFT OUT: there is no Prometheus");
        Ports ports = Ports.free();
        String url = "http://127.0.0.1:" + freePort();
        Instant start = Instant.now();
        Process server = start(program.orElseThrow(), url, configuration(ports));
        try {
            run(ports);
            Instant end = Instant.now();
            List<String> empty = new ArrayList<>();
            for (String query : queries()) {
                if (data(url, query, start, end).isEmpty()) {
                    empty.add(query);
                }
            }
            assertThat(empty).isEmpty();
            for (String series : List.of("hsk-monitor", "hsk-producer", "hsk-trainer", "hsk-broker")) {
                assertThat(data(url, "up{job=\"" + series + "\"} == 1", start, end))
                        .as(series)
                        .isNotEmpty();
            }
        } finally {
            server.destroy();
        }
    }

    /** Everything that a dashboard shows: a set is loaded, produced and sealed, and a student trains on it. */
    private void run(Ports ports) throws Exception {
        try (HskProcess broker = HskProcess.start(line(
                List.of(),
                "broker",
                "--dir",
                work.resolve("kafka"),
                "--port",
                0,
                "--registry-port",
                0,
                "--metrics-port",
                ports.broker(),
                "--json"))) {
            Poll.until("the broker's addresses", PATIENCE, () -> broker.out().contains("\n"));
            JsonNode addresses = MAPPER.readTree(broker.out());
            List<String> kafka = List.of(
                    "--bootstrap-servers", addresses.path("bootstrapServers").asText(),
                    "--registry-url", addresses.path("registryUrl").asText());
            SmallRun run = SmallRun.prepare(kafka, work, SAMPLES, 20);
            try (HskProcess monitor =
                    HskProcess.start(line(kafka, "monitor", "--interval", 1, "--port", ports.monitor()))) {
                Poll.until(
                        "the monitor's address", PATIENCE, () -> monitor.out().contains("\n"));
                finish(run.load());
                finish(run.produce("--batch-size", 2, "--transaction-size", 256, "--metrics-port", ports.producer()));
                finish(run.seal());
                finish(run.train("--epochs", 2, "--batch-size", 16, "--metrics-port", ports.trainer()));
            }
        }
    }

    private static void finish(List<Object> line) {
        try (HskProcess process = HskProcess.start(line)) {
            HskRun ended = process.waitFor(PATIENCE);
            assertThat(ended.code()).as(ended.err()).isZero();
        }
    }

    private static List<Object> line(List<String> kafka, Object... words) {
        List<Object> line = new ArrayList<>(List.of(words));
        line.addAll(kafka);
        return line;
    }

    /** The project's own configuration, with other ports, and scraped often because the run is short. */
    private Path configuration(Ports ports) throws IOException {
        Path directory = Files.createDirectory(work.resolve("prometheus"));
        for (String rules : List.of("rules.yml", "alerts.yml")) {
            Files.copy(DEPLOY.resolve("prometheus").resolve(rules), directory.resolve(rules));
        }
        String configuration = ports.in(Files.readString(DEPLOY.resolve("prometheus/prometheus.yml")))
                .replaceAll("(scrape|evaluation)_interval: 15s", "$1_interval: 1s");
        return Files.writeString(directory.resolve("prometheus.yml"), configuration);
    }

    private Process start(Path program, String url, Path configuration) throws Exception {
        Process server = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + work.resolve("tsdb"),
                        "--web.listen-address=" + URI.create(url).getAuthority())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("prometheus.log").toFile())
                .start();
        Poll.until("Prometheus is ready", PATIENCE, () -> {
            assertThat(server.isAlive())
                    .as(work.resolve("prometheus.log").toString())
                    .isTrue();
            try {
                return get(url + "/-/ready").statusCode() == 200;
            } catch (IOException e) {
                return false;
            }
        });
        return server;
    }

    /** The queries of all panels, with Grafana's variables filled in, and the names of the recording rules. */
    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (String dashboard : List.of("operators", "training")) {
            MAPPER.readTree(DEPLOY.resolve("grafana/dashboards/" + dashboard + ".json")
                            .toFile())
                    .findValuesAsText("expr")
                    .forEach(query ->
                            queries.add(query.replace("$__rate_interval", "15s").replaceAll("\\$\\w+", ".+")));
        }
        Files.readAllLines(DEPLOY.resolve("prometheus/rules.yml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("- record: "))
                .forEach(line -> queries.add(line.substring("- record: ".length())));
        assertThat(queries).hasSizeGreaterThan(30);
        return queries;
    }

    /** The series that had data at any time between. */
    private JsonNode data(String url, String query, Instant start, Instant end) throws Exception {
        String request = url + "/api/v1/query_range?step=1s&start=" + start.getEpochSecond() + "&end="
                + end.getEpochSecond() + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        HttpResponse<String> answer = get(request);
        assertThat(answer.statusCode()).as(query + ": " + answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body()).at("/data/result");
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
