package dev.hskstream.schemas.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The client's configuration, in Confluent's property names. Other names are ignored, since the map also holds Kafka's.
 *
 * @param addresses at least one
 * @param retries number of further attempts after the first
 * @param firstWait wait before the first retry; doubles with each retry
 * @param longestWait upper limit of the wait
 */
record RegistryConfig(
        List<RegistryAddress> addresses,
        int retries,
        Duration firstWait,
        Duration longestWait,
        Duration connectTimeout,
        Duration readTimeout) {
    static final String URL = "schema.registry.url";

    static RegistryConfig of(Map<String, ?> config) {
        List<URI> given = urls(text(config, URL, ""));
        return new RegistryConfig(
                given.stream()
                        .map(url -> new RegistryAddress(bare(url), authorization(config, url)))
                        .toList(),
                integer(config, "max.retries", 3, 0),
                millis(config, "retries.wait.ms", 1_000),
                millis(config, "retries.max.wait.ms", 20_000),
                millis(config, "http.connect.timeout.ms", 5_000),
                millis(config, "http.read.timeout.ms", 10_000));
    }

    /** The URLs without user and password. */
    List<String> urls() {
        return addresses.stream().map(RegistryAddress::url).toList();
    }

    /** The URLs in a list with commas; throws IllegalArgumentException, without their text, if they are none. */
    static List<URI> urls(String given) {
        List<URI> urls = Arrays.stream(given.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(RegistryConfig::url)
                .toList();
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("no schema registry is named; set " + URL + " (--registry-url)");
        }
        return urls;
    }

    private static URI url(String given) {
        try {
            URI uri = new URI(given);
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Reported below without the URL, which may contain a password.
        }
        throw new IllegalArgumentException(URL + " is no http or https URL; give one such as http://127.0.0.1:18081");
    }

    private static String bare(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort()) + path;
    }

    private static Optional<String> authorization(Map<String, ?> config, URI url) {
        String user = text(config, "basic.auth.user.info", text(config, "schema.registry.basic.auth.user.info", ""));
        if (user.isEmpty() && url.getUserInfo() != null) {
            user = url.getUserInfo();
        }
        String token = text(config, "bearer.auth.token", "");
        if (!user.isEmpty()) {
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        }
        return token.isEmpty() ? Optional.empty() : Optional.of("Bearer " + token);
    }

    private static Duration millis(Map<String, ?> config, String name, int otherwise) {
        return Duration.ofMillis(integer(config, name, otherwise, 1));
    }

    private static int integer(Map<String, ?> config, String name, int otherwise, int least) {
        String value = text(config, name, String.valueOf(otherwise)).strip();
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "registry property " + name + " = " + value + " is no integer of " + least + " or more");
    }

    static String text(Map<String, ?> config, String name, String otherwise) {
        @Nullable Object value = config.get(name);
        return value == null ? otherwise : value.toString();
    }
}
