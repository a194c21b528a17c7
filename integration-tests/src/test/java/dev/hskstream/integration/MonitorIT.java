package dev.hskstream.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hskstream.local.broker.BrokerConfig;
import dev.hskstream.local.broker.EmbeddedBroker;
import dev.hskstream.local.registry.DevRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hsk monitor} on real sets and trainings. */
@Timeout(300)
class MonitorIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path work;

    MonitorIT(@TempDir Path work) {
        this.work = work;
    }

    @Test
    void showsWhatCommandsSayAndKeepsItWhileTheBrokerIsAway() throws Exception {
        Path directory = work.resolve("kafka");
        EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(directory, 0));
        try (DevRegistry registry = DevRegistry.start(directory, 0)) {
            LocalKafka kafka = new LocalKafka(broker, registry);
            SmallSet set = SmallSet.prepare(kafka, work, 600);
            set.load("loaded");
            set.load("s");
            set.produce("s");
            JsonNode sealed = set.seal("s");
            JsonNode trained = set.run(set.train("s", "student", "--cache-dir", work.resolve("cache")))
                    .json();
            try (HskProcess monitor = HskProcess.start(line(kafka))) {
                String url = url(monitor);
                Poll.until("a measurement", PATIENCE, () -> status(url + "readyz") == 200);

                matchesItsDescription(url);
                assertThat(text(url + "metrics")).contains("hsk_lag_samples{set=\"loaded\",student=\"\"} 600.0");
                equalsTheCommands(url, set, sealed, trained);

                broker.close();
                Poll.until("the failure is told", PATIENCE, () -> get(url, "overview")
                        .at("/measured/problem")
                        .isTextual());
                assertThat(get(url, "overview").at("/sets").asInt()).isEqualTo(2);
                broker = EmbeddedBroker.start(new BrokerConfig(directory, port(kafka)));
                Poll.until("it measures again", PATIENCE, () -> get(url, "overview")
                        .at("/measured/problem")
                        .isNull());

                monitor.terminate();
                HskRun ended = monitor.waitFor(PATIENCE);
                assertThat(ended.code()).isEqualTo(143);
            }
        } finally {
            broker.close();
        }
    }

    private void equalsTheCommands(String url, SmallSet set, JsonNode sealed, JsonNode trained) throws Exception {
        assertThat(get(url, "lag/s").at("/lag/sets"))
                .isEqualTo(set.run("lag", "--set", "s").json().at("/sets"));
        JsonNode loaded = get(url, "lag/loaded").at("/lag/sets/0");
        assertThat(loaded.at("/teacher/partitions"))
                .isEqualTo(set.run("lag", "--set", "loaded").json().at("/sets/0/teacher/partitions"));
        JsonNode manifest = get(url, "sets/s").at("/manifest");
        assertThat(manifest.at("/digest")).isEqualTo(sealed.at("/digest"));
        assertThat(manifest.at("/recordBytes").asLong() / 600.0)
                .isEqualTo(sealed.at("/bytesPerSample").asDouble())
                .isPositive();
        Poll.until(
                "all records are counted",
                PATIENCE,
                () -> get(url, "sets/s/statistics").at("/total/records").asLong() == 600);
        assertThat(get(url, "sets/s/statistics").at("/total/bytes")).isEqualTo(manifest.at("/recordBytes"));
        JsonNode run = get(url, "runs/s/student");
        assertThat(run.at("/work/condition").asText()).isEqualTo("done");
        assertThat(run.at("/step")).isEqualTo(trained.at("/steps"));
        assertThat(run.at("/epochs").size()).isEqualTo(2);
        assertThat(run.at("/work/done").asLong()).isEqualTo(1200);
        JsonNode counts = get(url, "overview").at("/counts");
        assertThat(counts.at("/done").asInt()).isEqualTo(1);
        assertThat(counts.at("/waiting").asInt()).isEqualTo(1);
    }

    private void matchesItsDescription(String url) throws Exception {
        OpenApi description = OpenApi.of(get(url, "openapi.json"));
        assertThat(description.problems("/overview", get(url, "overview"))).isEmpty();
        assertThat(description.problems("/sets", get(url, "sets"))).isEmpty();
        assertThat(description.problems("/sets/{set}", get(url, "sets/s"))).isEmpty();
        assertThat(description.problems("/sets/{set}", get(url, "sets/loaded"))).isEmpty();
        assertThat(description.problems("/sets/{set}/statistics", get(url, "sets/s/statistics")))
                .isEmpty();
        assertThat(description.problems("/runs/{set}", get(url, "runs/s"))).isEmpty();
        assertThat(description.problems("/runs/{set}/{student}", get(url, "runs/s/student")))
                .isEmpty();
        assertThat(description.problems("/lag", get(url, "lag"))).isEmpty();
        assertThat(description.problems("/lag/{set}", get(url, "lag/s"))).isEmpty();
        assertThat(description.problems("/overview", get(url, "sets")))
                .contains(": counts is missing", ": sets is no integer");
        assertThat(description.problems("/sets", get(url, "overview"))).contains(": work is not described");
        assertThat(status(url + "api/v1/sets/none")).isEqualTo(404);
    }

    @Test
    void refusesToBeReachedByOthersWithoutAToken() throws Exception {
        Path token = Files.writeString(work.resolve("token"), "short\n");

        assertThat(HskRun.of(List.of(), "monitor", "--host", "0.0.0.0").err())
                .startsWith("hsk monitor: --host \"0.0.0.0\" can be reached from other machines, so it needs a token");
        assertThat(HskRun.of(List.of(), "monitor", "--host", "0.0.0.0", "--token-file", token)
                        .reason())
                .startsWith("hsk monitor: --token-file " + token + " contains a token of 5 characters;");
    }

    @Test
    void theBrokerServesItToo() throws Exception {
        List<Object> line = List.of(
                "broker", "--dir", work, "--port", 0, "--registry-port", 0, "--monitor", "--monitor-port", 0, "--json");
        try (HskProcess broker = HskProcess.start(line)) {
            Poll.until("addresses", PATIENCE, () -> broker.out().contains("\n"));
            String url = MAPPER.readTree(broker.out()).at("/monitorUrl").asText();

            Poll.until("a measurement", PATIENCE, () -> status(url + "readyz") == 200);
            assertThat(get(url, "overview").at("/sets").asInt()).isZero();
            assertThat(get(url, "overview").at("/measured/partial")).isEmpty();

            broker.terminate();
            assertThat(broker.waitFor(PATIENCE).err()).isEmpty();
        }
    }

    private static List<Object> line(LocalKafka kafka) {
        List<Object> line = new ArrayList<>(List.of("monitor", "--port", 0, "--interval", 1, "--statistics", "--json"));
        line.addAll(kafka.options());
        return line;
    }

    private static String url(HskProcess monitor) throws Exception {
        Poll.until("an address", PATIENCE, () -> monitor.out().contains("\n"));
        return MAPPER.readTree(monitor.out()).at("/url").asText();
    }

    private JsonNode get(String url, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "api/v1/" + path)).build();
        return MAPPER.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private String text(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private int status(String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static int port(LocalKafka kafka) {
        return Integer.parseInt(kafka.broker().bootstrapServers().replaceAll(".*:", ""));
    }
}
