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
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * The Authorization header for a request to {@code place}, which may be a redirect's target. Empty unless it is the
     * same scheme, host and port, or https on its standard port instead of http on its own. curl and Python's requests
     * decide alike: on another port of a host, another service may listen.
     */
    Optional<String> authorizationFor(URI place) {
        URI own = URI.create(url);
        boolean sameHost = own.getHost().equalsIgnoreCase(place.getHost());
        boolean samePort = own.getScheme().equals(place.getScheme()) && port(own) == port(place);
        boolean secured = own.getScheme().equals("http")
                && place.getScheme().equals("https")
                && port(own) == HTTP_PORT
                && port(place) == HTTPS_PORT;
        return sameHost && (samePort || secured) ? authorization : Optional.empty();
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return url.getScheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    @Override
    public String toString() {
        return url;
    }
}
