package dev.hskstream.schemas.registry;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;

/** The target of an HTTP redirect. */
final class Redirect {
    private static final Set<Integer> STATUSES = Set.of(301, 302, 307, 308);

    private Redirect() {}

    /**
     * Returns the target; empty if the response is not a redirect, its location is not a URL, or it leads from https to
     * http.
     */
    static Optional<URI> of(HttpResponse<String> response, URI at) {
        if (!STATUSES.contains(response.statusCode())) {
            return Optional.empty();
        }
        return response.headers().firstValue("Location").flatMap(place -> resolved(at, place));
    }

    private static Optional<URI> resolved(URI at, String place) {
        try {
            URI next = at.resolve(place);
            String scheme = String.valueOf(next.getScheme());
            boolean web = scheme.equals("https")
                    || (scheme.equals("http") && at.getScheme().equals("http"));
            return web && next.getHost() != null && next.getUserInfo() == null ? Optional.of(next) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
