package dev.hskstream.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void servesWhatWasCountedInPrometheusTextFormat() throws Exception {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            Counter.builder("hsk.test.samples")
                    .description("Samples")
                    .tag("set", "cola-1")
                    .register(metrics.registry())
                    .increment(3);
            HttpResponse<String> page = get(metrics, "/metrics");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(page.body().lines())
                    .contains("# TYPE hsk_test_samples_total counter", "hsk_test_samples_total{set=\"cola-1\"} 3.0");
        }
    }

    /** Dashboards for Java processes expect these names. */
    @Test
    void measuresTheProcessItself() throws Exception {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            assertThat(get(metrics, "/metrics").body())
                    .contains(
                            "\njvm_memory_used_bytes{",
                            "\njvm_threads_live_threads ",
                            "\nprocess_cpu_usage ",
                            "\nprocess_uptime_seconds ",
                            "\nprocess_files_open_files ",
                            "\nprocess_resident_memory_bytes ");
        }
    }

    @Test
    void showsTheSeriesThatThereAreAtTheMoment() throws Exception {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            List<MetricFamily.Series> now = new ArrayList<>(List.of(new MetricFamily.Series(List.of("a"), 1)));
            metrics.add(() -> List.of(MetricFamily.gauge("hsk_test_left", "Left", List.of("set"), now)));
            assertThat(get(metrics, "/metrics").body().lines())
                    .contains("# TYPE hsk_test_left gauge", "hsk_test_left{set=\"a\"} 1.0");
            now.set(0, new MetricFamily.Series(List.of("b"), 2));
            assertThat(get(metrics, "/metrics").body().lines().filter(line -> line.startsWith("hsk_")))
                    .containsExactly("hsk_test_left{set=\"b\"} 2.0");
            now.clear();
            assertThat(get(metrics, "/metrics").body()).doesNotContain("hsk_test_left");
        }
    }

    @Test
    void refusesASeriesWithoutAValueForEachLabel() {
        List<MetricFamily.Series> series = List.of(new MetricFamily.Series(List.of("a"), 1));
        assertThatThrownBy(() -> MetricFamily.gauge("hsk_test", "Test", List.of("set", "student"), series))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hsk_test has the labels [set, student], not [a]");
    }

    @Test
    void isHealthyAtOnceAndReadyWhenTheWorkHasBegun() throws Exception {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            assertThat(get(metrics, "/livez").statusCode()).isEqualTo(200);
            assertThat(get(metrics, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(metrics, "/readyz").statusCode()).isEqualTo(503);
            metrics.ready();
            assertThat(get(metrics, "/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void knowsNoOtherPageAndOnlyReads() throws Exception {
        try (Metrics metrics = Metrics.serve(ANY_PORT)) {
            assertThat(get(metrics, "/").statusCode()).isEqualTo(404);
            assertThat(get(metrics, "/metrics/../x").statusCode()).isEqualTo(404);
            HttpRequest post = HttpRequest.newBuilder(page(metrics, "/metrics"))
                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                    .build();
            assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(405);
            HttpRequest head = HttpRequest.newBuilder(page(metrics, "/metrics"))
                    .method("HEAD", HttpRequest.BodyPublishers.noBody())
                    .build();
            assertThat(client.send(head, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
            assertThatThrownBy(() -> Metrics.serve(address))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("--metrics-port: cannot listen on ")
                    .hasMessageContaining(":" + taken.getLocalPort() + " (")
                    .hasMessageEndingWith("choose another port, or 0 for a free one");
        }
    }

    @Test
    void measuresNothingWhereNobodyAsked() {
        try (Metrics metrics = Metrics.off()) {
            Counter counter = metrics.registry().counter("hsk.test.samples");
            counter.increment();
            assertThat(metrics.url()).isEmpty();
            assertThat(counter.count()).isZero();
        }
    }

    private HttpResponse<String> get(Metrics metrics, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(page(metrics, path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI page(Metrics metrics, String path) {
        return URI.create(metrics.url().orElseThrow().replace("/metrics", path));
    }
}
