package dev.hskstream.schemas.registry;

import java.net.URI;
import java.util.Optional;

/**
 * One of a registry's addresses.
 *
 * @param url without user info and without a trailing slash; may contain a base path
 * @param authorization value of the HTTP header; must never be printed
 */
record RegistryAddress(String url, Optional<String> authorization) {
    /**
     * The Authorization header for a request to {@code place}, which may be a redirect's target. Empty unless it is the
     * same host, and not http instead of https.
     */
    Optional<String> authorizationFor(URI place) {
        URI own = URI.create(url);
        boolean same = own.getHost().equalsIgnoreCase(place.getHost())
                && (own.getScheme().equals("http") || place.getScheme().equals("https"));
        return same ? authorization : Optional.empty();
    }

    @Override
    public String toString() {
        return url;
    }
}
