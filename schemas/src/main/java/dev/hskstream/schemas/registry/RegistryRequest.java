package dev.hskstream.schemas.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request to a registry.
 *
 * @param path path below the registry's URL, starting with {@code /}
 * @param body JSON; null for none
 */
record RegistryRequest(String method, String path, @Nullable String body) {
    /** The request's name in messages. */
    String what() {
        return method + " " + path;
    }

    /** The subject in the request's path; empty if there is none. */
    Optional<String> subject() {
        String[] parts = path.split("/", -1);
        int at = path.startsWith("/compatibility/subjects/") ? 3 : 2;
        boolean named = path.startsWith("/subjects/") || path.startsWith("/config/") || at == 3;
        return named && parts.length > at
                ? Optional.of(URLDecoder.decode(parts[at], StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
