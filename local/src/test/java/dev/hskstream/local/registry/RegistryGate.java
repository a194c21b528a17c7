package dev.hskstream.local.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/**
 * A reverse proxy in front of a registry. It can require an Authorization header, use TLS, and answer the first
 * requests as if the registry were down.
 */
final class RegistryGate implements AutoCloseable {
    private final DevRegistry behind;
    private final Optional<String> authorization;
    private final AtomicInteger unavailable;
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer http;
    private final String scheme;

    private RegistryGate(
            DevRegistry behind, Optional<String> authorization, int unavailable, HttpServer http, String scheme) {
        this.behind = behind;
        this.authorization = authorization;
        this.unavailable = new AtomicInteger(unavailable);
        this.http = http;
        this.scheme = scheme;
        http.createContext("/", this::handle);
        http.start();
    }

    static RegistryGate wanting(String authorization, DevRegistry behind) throws IOException {
        return new RegistryGate(behind, Optional.of(authorization), 0, HttpServer.create(loopback(), 0), "http");
    }

    static RegistryGate failing(int times, DevRegistry behind) throws IOException {
        return new RegistryGate(behind, Optional.empty(), times, HttpServer.create(loopback(), 0), "http");
    }

    static RegistryGate tls(SSLContext context, DevRegistry behind) throws IOException {
        HttpsServer https = HttpsServer.create(loopback(), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        return new RegistryGate(behind, Optional.empty(), 0, https, "https");
    }

    String url() {
        return scheme + "://127.0.0.1:" + http.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (unavailable.getAndDecrement() > 0) {
                answer(exchange, 503, "<html>down for maintenance</html>".getBytes(StandardCharsets.UTF_8));
            } else if (refused(exchange)) {
                answer(
                        exchange,
                        401,
                        "{\"error_code\":401,\"message\":\"Unauthorized\"}".getBytes(StandardCharsets.UTF_8));
            } else {
                forward(exchange, body);
            }
        }
    }

    private boolean refused(HttpExchange exchange) {
        return authorization.isPresent()
                && !authorization.get().equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(behind.url() + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
            answer(exchange, response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
