package dev.hskstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one request to one address and follows its redirects. A redirect keeps method and body. The login is
 * sent only to the server that it was configured for.
 */
final class RegistryExchange {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_REDIRECTS = 5;

    private final HttpClient http;
    private final RegistryConfig config;

    RegistryExchange(HttpClient http, RegistryConfig config) {
        this.http = http;
        this.config = config;
    }

    /** The registry's answer. Throws a {@link RegistryException} if it refuses or does not answer. */
    JsonNode answer(RegistryRequest request, RegistryAddress address) {
        URI at = URI.create(address.url() + request.path());
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            Optional<String> authorization = address.authorizationFor(at);
            HttpResponse<String> response = send(request, at, authorization, address.url());
            Optional<URI> next = Redirect.of(response, at);
            if (next.isEmpty()) {
                if (wantsLogin(response) && !authorization.equals(address.authorization())) {
                    throw RegistryErrors.loginWithheld(address.url(), request, response.statusCode(), at);
                }
                return read(request, address.url(), response);
            }
            at = next.get();
        }
        throw RegistryErrors.circles(address.url(), request);
    }

    private static boolean wantsLogin(HttpResponse<String> response) {
        return response.statusCode() == 401 || response.statusCode() == 403;
    }

    private JsonNode read(RegistryRequest request, String url, HttpResponse<String> response) {
        JsonNode body = json(response.body());
        if (response.statusCode() / 100 != 2) {
            throw RegistryErrors.refused(url, request, response, body);
        }
        if (body.isMissingNode()) {
            throw RegistryErrors.noRegistry(url, request, response.body());
        }
        return body;
    }

    /** Waits for the whole response with its body; the timeout of the HTTP request covers only the headers. */
    private HttpResponse<String> send(RegistryRequest request, URI at, Optional<String> authorization, String url) {
        Duration limit = config.connectTimeout().plus(config.readTimeout());
        CompletableFuture<HttpResponse<String>> sent =
                http.sendAsync(built(request, at, authorization), BodyHandlers.ofString());
        try {
            return sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw RegistryErrors.unreachable(url, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw RegistryErrors.unreachable(
                    url, new IOException("no whole answer within " + limit.toMillis() + " ms", e));
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw RegistryErrors.interrupted(url, e);
        }
    }

    private HttpRequest built(RegistryRequest request, URI at, Optional<String> authorization) {
        String body = request.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(at)
                .timeout(config.readTimeout())
                .header("Accept", TYPE + ", application/json")
                .header("Content-Type", TYPE)
                .method(request.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        authorization.ifPresent(value -> builder.header("Authorization", value));
        return builder.build();
    }

    /** Returns a missing node if the body is not JSON, such as a proxy's error page. */
    private static JsonNode json(String body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? MissingNode.getInstance() : read;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
