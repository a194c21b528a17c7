package dev.hskstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Requests with retries: what may pass is tried again at the next URL, after a jittered wait that doubles. */
final class RegistryHttp {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryConfig config;
    private final HttpClient http;
    private volatile int current;

    RegistryHttp(Map<String, ?> properties) {
        config = RegistryConfig.of(properties);
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(config.connectTimeout());
        RegistryTls.context(properties).ifPresent(builder::sslContext);
        http = builder.build();
    }

    JsonNode get(String path) {
        return call("GET", path, null);
    }

    JsonNode send(String method, String path, String name, String value) {
        return call(method, path, JSON.createObjectNode().put(name, value).toString());
    }

    private JsonNode call(String method, String path, @Nullable String body) {
        for (int attempt = 0; ; attempt++) {
            int at = current;
            String url = config.urls().get(at % config.urls().size());
            try {
                return once(method, url, path, body);
            } catch (RegistryException e) {
                if (!e.retriable() || attempt >= config.retries()) {
                    throw e;
                }
            }
            current = (at + 1) % config.urls().size();
            pause(attempt);
        }
    }

    private JsonNode once(String method, String url, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(config.readTimeout())
                .header("Accept", TYPE + ", application/json")
                .header("Content-Type", TYPE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        config.authorization().ifPresent(value -> request.header("Authorization", value));
        String what = method + " " + path;
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 == 2) {
                return JSON.readTree(response.body());
            }
            throw RegistryErrors.refused(url, what, response.statusCode(), json(response.body()));
        } catch (JsonProcessingException e) {
            throw RegistryErrors.noRegistry(url, what, e);
        } catch (IOException e) {
            throw RegistryErrors.unreachable(url, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryErrors.interrupted(url, e);
        }
    }

    /** An error's body; empty where it is no JSON, a proxy's page say. */
    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private void pause(int attempt) {
        Duration doubled = config.firstWait().multipliedBy(1L << Math.min(attempt, 20));
        long most = Math.min(doubled.toMillis(), config.longestWait().toMillis());
        try {
            Thread.sleep(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryErrors.interrupted(config.urls().get(0), e);
        }
    }
}
