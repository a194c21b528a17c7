package dev.hskstream.monitor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hskstream.base.UserException;
import dev.hskstream.monitor.lag.Measurement;
import dev.hskstream.monitor.view.StatisticsView;
import dev.hskstream.monitor.watch.Seen;
import dev.hskstream.monitor.watch.Watch;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MonitorServerTest {
    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String TOKEN = "0123456789abcdef";

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicBoolean fails = new AtomicBoolean();
    private final Watch watch = Watch.start(new Nothing(), Duration.ofMillis(20), Clock.systemUTC());

    /** A Kafka without any set. */
    private final class Nothing implements Watch.Source {
        @Override
        public Seen look() {
            if (fails.get()) {
                throw new UserException("Kafka is away");
            }
            return new Seen(
                    new Measurement(Instant.now(), Duration.ZERO, List.of(), List.of("the café is closed")),
                    new TreeMap<>(),
                    new TreeMap<>());
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        watch.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app.js", "api/v1/overview", "api/v1/none", "healthz", "none"})
    void everyAnswerForbidsForeignScripts(String path) throws Exception {
        try (MonitorServer server = open()) {
            HttpResponse<String> answer = get(server, path);

            assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'; script-src 'self';")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void servesMetricsAndProbes() throws Exception {
        try (MonitorServer server = open()) {
            watch.next(0, Duration.ofMinutes(1));

            assertThat(get(server, "metrics").body()).isEqualTo("hsk_test 1\n");
            assertThat(get(server, "metrics")
                            .headers()
                            .firstValue("Content-Type")
                            .orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            assertThat(get(server, "livez").statusCode()).isEqualTo(200);
            assertThat(get(server, "healthz").statusCode()).isEqualTo(200);
            assertThat(get(server, "readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void isReadOnly() throws Exception {
        try (MonitorServer server = open()) {
            HttpRequest post = HttpRequest.newBuilder(URI.create(server.url() + "api/v1/sets"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            HttpResponse<String> answer = client.send(post, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:18090", "127.0.0.1.evil.example", "10.0.0.1", "localhost@evil"})
    void withoutATokenAnswersOnlyRequestsForLoopback(String host) throws Exception {
        try (MonitorServer server = open()) {
            assertThat(raw(server, host)).startsWith("HTTP/1.1 4").doesNotContain("counts");
            assertThat(raw(server, "localhost")).startsWith("HTTP/1.1 200").contains("counts");
            assertThat(raw(server, "127.0.0.1:18090")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void withATokenShowsDataOnlyToWhoPresentsIt() throws Exception {
        try (MonitorServer server = MonitorServer.start(
                LOOPBACK, Optional.of(TOKEN), watch, set -> StatisticsView.NONE, () -> "hsk_test 1\n")) {
            for (String path : List.of("api/v1/overview", "api/v1/events", "api/v1/openapi.json", "metrics")) {
                HttpResponse<String> refused = get(server, path);
                assertThat(refused.statusCode()).as(path).isEqualTo(401);
                assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
                assertThat(get(server, path, "Authorization", "Bearer " + TOKEN + "0")
                                .statusCode())
                        .as(path)
                        .isEqualTo(401);
            }
            assertThat(get(server, "api/v1/overview", "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(raw(server, "monitor.example", "Authorization: bearer " + TOKEN))
                    .startsWith("HTTP/1.1 200");
            assertThat(get(server, "").statusCode()).isEqualTo(200);
            assertThat(get(server, "healthz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void withoutATokenDoesNotListenBeyondLoopback() {
        InetSocketAddress any = new InetSocketAddress("0.0.0.0", 0);

        assertThatThrownBy(
                        () -> MonitorServer.start(any, Optional.empty(), watch, set -> StatisticsView.NONE, () -> ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesAPortThatIsTaken() {
        try (MonitorServer server = open()) {
            InetSocketAddress taken = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());

            assertThatThrownBy(() ->
                            MonitorServer.start(taken, Optional.empty(), watch, set -> StatisticsView.NONE, () -> ""))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith(
                            "--port: cannot listen on " + taken.getHostString() + ":" + taken.getPort());
        }
    }

    @Test
    void tellsOfEverySnapshotOnceAndGoesOnAfterTheLastOne() throws Exception {
        try (MonitorServer server = open()) {
            HttpResponse<InputStream> events = events(server, "0");
            assertThat(events.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");
            assertThat(events.headers().firstValue("X-Accel-Buffering")).contains("no");
            long last;
            try (BufferedReader lines = lines(events)) {
                long first = id(lines);
                last = id(lines);
                assertThat(last).isGreaterThan(first);
            }
            try (BufferedReader lines = lines(events(server, Long.toString(last)))) {
                assertThat(id(lines)).isGreaterThan(last);
            }
        }
    }

    @Test
    void saysWhyNumbersGrowOld() throws Exception {
        try (MonitorServer server = open()) {
            watch.next(0, Duration.ofMinutes(1));
            fails.set(true);
            long number = watch.latest().number();
            watch.next(number, Duration.ofMinutes(1));
            watch.next(number + 1, Duration.ofMinutes(1));

            JsonNode measured = json(get(server, "api/v1/overview").body()).at("/measured");
            assertThat(measured.at("/problem").asText()).isEqualTo("Kafka is away");
            assertThat(measured.at("/at").isTextual()).isTrue();
            assertThat(measured.at("/partial/0").asText()).isEqualTo("the café is closed");
        }
    }

    @Test
    void thePagesAreSmallAndReferToNothingElsewhere() throws Exception {
        assertThat(Assets.load().bytes()).isBetween(50_000, 300_000);
        Pattern reference = Pattern.compile("(?:src|href|from)=?\\s?[\"'](?<target>[^\"'$]+)[\"']");
        try (MonitorServer server = open()) {
            String page = get(server, "").body();
            String script = get(server, "app.js").body();
            Matcher found = reference.matcher(page + script);
            int targets = 0;
            while (found.find()) {
                String target = found.group("target");
                assertThat(target).doesNotStartWith("/").doesNotContain("//");
                if (!target.startsWith("#")) {
                    assertThat(get(server, target).statusCode()).as(target).isEqualTo(200);
                    targets++;
                }
            }
            assertThat(targets).isGreaterThan(10);
        }
    }

    private MonitorServer open() {
        return MonitorServer.start(LOOPBACK, Optional.empty(), watch, set -> StatisticsView.NONE, () -> "hsk_test 1\n");
    }

    private HttpResponse<String> get(MonitorServer server, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url()).resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a Host header that HttpClient would not send. */
    private static String raw(MonitorServer server, String host, String... headers) throws Exception {
        URI url = URI.create(server.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort());
                OutputStream out = socket.getOutputStream()) {
            String request = "GET /api/v1/overview HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + (headers.length > 0 ? "\r\n\r\n" : "\r\n");
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<InputStream> events(MonitorServer server, String last) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "api/v1/events"))
                .headers("Accept", "text/event-stream", "Last-Event-ID", last)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    private static BufferedReader lines(HttpResponse<InputStream> events) {
        return new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8));
    }

    private static long id(BufferedReader lines) throws Exception {
        String line = "";
        while (!line.startsWith("id: ")) {
            line = Optional.ofNullable(lines.readLine()).orElseThrow();
        }
        return Long.parseLong(line.substring(4));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
