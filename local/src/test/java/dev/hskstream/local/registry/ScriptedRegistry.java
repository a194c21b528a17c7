package dev.hskstream.local.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A proxy in front of a registry. It first answers with the scripted responses, then forwards requests under its base
 * path.
 */
final class ScriptedRegistry implements AutoCloseable {
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer http;
    private final DevRegistry behind;
    private final String base;

    /**
     * A scripted response.
     *
     * @param stalls whether the response announces a longer body than it sends
     */
    record Answer(int status, Map<String, String> headers, String body, boolean stalls) {
        static Answer of(int status, String body) {
            return new Answer(status, Map.of(), body, false);
        }
    }

    ScriptedRegistry(DevRegistry behind, String base, Answer... answers) throws IOException {
        this.behind = behind;
        this.base = base;
        script.addAll(List.of(answers));
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        http.createContext("/", this::handle);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + base;
    }

    /** {@code METHOD /path} of each request. */
    List<String> requests() {
        return requests;
    }

    /** The Authorization header of each request; empty if it had none. */
    List<String> authorizations() {
        return authorizations;
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().toString();
        requests.add(exchange.getRequestMethod() + " " + path);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        authorizations.add(authorization == null ? "" : authorization);
        Answer scripted = script.poll();
        if (scripted != null) {
            answer(exchange, scripted);
        } else if (path.startsWith(base + "/")) {
            forward(exchange, path.substring(base.length()), body);
        } else {
            answer(exchange, Answer.of(404, "<html><body>404 Not Found</body></html>"));
        }
    }

    private void forward(HttpExchange exchange, String path, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(behind.url() + path))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            answer(exchange, Answer.of(response.statusCode(), response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), body.length + (answer.stalls() ? 100 : 0));
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        if (!answer.stalls()) {
            exchange.close();
        }
    }
}
