package dev.hskstream.schemas.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a registry.
 *
 * @param path behind the registry's own URL, from {@code /} on
 * @param body JSON; null for none
 */
record RegistryRequest(String method, String path, @Nullable String body) {
    /** How messages name it. */
    String what() {
        return method + " " + path;
    }

    /** The subject that it is about; empty where it is about none. */
    Optional<String> subject() {
        String[] parts = path.split("/", -1);
        int at = path.startsWith("/compatibility/subjects/") ? 3 : 2;
        boolean named = path.startsWith("/subjects/") || path.startsWith("/config/") || at == 3;
        return named && parts.length > at
                ? Optional.of(URLDecoder.decode(parts[at], StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
