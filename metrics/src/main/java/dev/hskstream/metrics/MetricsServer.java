package dev.hskstream.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hskstream.base.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * An HTTP server with these pages: {@code /metrics} in Prometheus's text format, {@code /livez} and {@code /healthz}
 * (200 while the process runs) and {@code /readyz} (503 until the work has started, then 200). It is read-only and
 * reports on this process only.
 */
final class MetricsServer implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PAGES = "there are /metrics, /livez, /healthz and /readyz\n";

    /** Version 0.0.4 of Prometheus's text format, which every version of Prometheus reads. */
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private final UnaryOperator<String> scrape;
    private volatile boolean ready;

    private MetricsServer(HttpServer server, UnaryOperator<String> scrape) {
        this.server = server;
        this.scrape = scrape;
        this.threads = Executors.newFixedThreadPool(2, work -> {
            Thread thread = new Thread(work, "metrics");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts the server.
     *
     * @param scrape returns the metrics' text in the given Prometheus content type
     * @throws UserException if the server cannot listen on the address
     */
    static MetricsServer start(InetSocketAddress address, UnaryOperator<String> scrape) {
        try {
            MetricsServer started = new MetricsServer(HttpServer.create(address, 0), scrape);
            started.serve();
            return started;
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException(
                    "--metrics-port: cannot listen on " + address.getHostString() + ":" + address.getPort() + " ("
                            + e.getMessage() + "); choose another port, or 0 for a free one",
                    e);
        }
    }

    private void serve() {
        server.createContext("/", exchange -> answer(exchange, 404, TEXT, PAGES));
        page("/metrics", exchange -> answer(exchange, 200, PROMETHEUS_TEXT, scrape.apply(PROMETHEUS_TEXT)));
        page("/livez", exchange -> answer(exchange, 200, TEXT, "ok\n"));
        page("/healthz", exchange -> answer(exchange, 200, TEXT, "ok\n"));
        page("/readyz", exchange -> answer(exchange, ready ? 200 : 503, TEXT, ready ? "ok\n" : "starting\n"));
        server.setExecutor(threads);
        server.start();
    }

    /** Serves exactly this path, for GET and HEAD. */
    private void page(String path, Page page) {
        server.createContext(path, exchange -> {
            String method = exchange.getRequestMethod();
            if (!exchange.getRequestURI().getPath().equals(path)) {
                answer(exchange, 404, TEXT, PAGES);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                answer(exchange, 405, TEXT, "GET only\n");
            } else {
                page.answer(exchange);
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                out.write(body);
            }
        }
    }

    String url() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/metrics";
    }

    void ready() {
        ready = true;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }
}
