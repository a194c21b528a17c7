package dev.hskstream.schemas.registry;

import java.net.URI;
import java.util.Optional;

/**
 * One of a registry's addresses.
 *
 * @param url without user info and trailing slash; a base path may be in it
 * @param authorization value of the HTTP header; never printed
 */
record RegistryAddress(String url, Optional<String> authorization) {
    /** What a request to that place may carry: the header where it is the same host, not less protected. */
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
