package dev.hskstream.local.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hskstream.base.file.OwnerLock;
import dev.hskstream.local.broker.BrokerException;
import dev.hskstream.local.broker.DirectoryLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry on loopback that stores its state in {@code registry.log} in its directory. It has no
 * authentication, since it serves one machine only.
 */
public final class DevRegistry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DevRegistry.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 4;

    static {
        // The server sends headers and body in two packets. By default the second waits until the client acknowledges
        // the first, which takes it 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final OwnerLock lock;
    private final ChangeLog log;
    private final Routes routes;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, DevRegistry::thread);
    private final AtomicBoolean open = new AtomicBoolean(true);

    private DevRegistry(OwnerLock lock, ChangeLog log, Routes routes, HttpServer http) {
        this.lock = lock;
        this.log = log;
        this.routes = routes;
        this.http = http;
        http.createContext("/", this::handle);
        http.setExecutor(threads);
    }

    /**
     * Starts a registry and returns when it accepts requests.
     *
     * @param dir created if missing
     * @param port port on loopback; 0 selects a free one
     * @throws BrokerException if the directory is in use, its log is malformed, or the port is taken
     */
    public static DevRegistry start(Path dir, int port) {
        OwnerLock lock = DirectoryLock.take(dir, "registry.lock");
        try {
            return start(lock, dir.resolve("registry.log"), port);
        } catch (BrokerException e) {
            lock.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw new BrokerException(dir + ": the registry does not start: " + e.getMessage(), e);
        }
    }

    private static DevRegistry start(OwnerLock lock, Path file, int port) throws IOException {
        SubjectStore store = new SubjectStore();
        ChangeLog log = ChangeLog.open(file, store::apply);
        try {
            DevRegistry registry = new DevRegistry(lock, log, new Routes(store, log), bind(port));
            registry.http.start();
            return registry;
        } catch (BrokerException e) {
            log.close();
            throw e;
        }
    }

    /** The URL for clients: {@code http://127.0.0.1:PORT}. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Stops the registry. A second call has no effect. */
    @Override
    public void close() {
        if (open.getAndSet(false)) {
            http.stop(0);
            threads.shutdown();
            try (lock) {
                log.close();
            } catch (IOException e) {
                throw new BrokerException("the registry's log is not closed: " + e.getMessage(), e);
            }
        }
    }

    private static HttpServer bind(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new BrokerException(
                    "port " + port + " on 127.0.0.1 cannot be had (" + e.getMessage()
                            + "); choose another --registry-port",
                    e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = routes.answer(exchange.getRequestMethod(), path(exchange), body(exchange));
            } catch (RefusedException e) {
                status = e.status();
                answer = Map.of("error_code", e.errorCode(), "message", String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                status = 500;
                answer = Map.of("error_code", 50001, "message", e.toString());
            }
            byte[] bytes = JSON.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static List<String> path(HttpExchange exchange) {
        return Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }

    private static JsonNode body(HttpExchange exchange) throws IOException, RefusedException {
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        try {
            return bytes.length == 0 ? JSON.createObjectNode() : JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RefusedException(42201, "The request is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "registry");
        thread.setDaemon(true);
        return thread;
    }
}
