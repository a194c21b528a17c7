package dev.hskstream.monitor.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read what. With a token, data are only for who presents it; the pages' own files contain no data. Without one,
 * the server is on loopback, and a request must name a loopback host: otherwise a foreign web site whose name leads to
 * 127.0.0.1 (DNS rebinding) could read the data through the user's browser.
 */
final class Access {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String SCHEME = "bearer ";

    private final Optional<byte[]> token;

    Access(Optional<String> token) {
        this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Checks every request; may answer it. */
    void check(Context request) {
        String method = request.method().name();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            request.header("Allow", "GET, HEAD");
            refuse(request, 405, "the monitor is read-only: GET only");
        } else if (token.isEmpty() && !LOOPBACK.contains(host(request.header("Host")))) {
            refuse(request, 421, "this server is for 127.0.0.1 and localhost; with --token-file it serves other names");
        }
    }

    /** Checks a request for data; may answer it. */
    void checkToken(Context request) {
        if (token.isPresent() && !presents(request, token.get())) {
            request.header("WWW-Authenticate", "Bearer");
            refuse(request, 401, "a token is needed: Authorization: Bearer TOKEN");
        }
    }

    private static boolean presents(Context request, byte[] token) {
        String header = request.header("Authorization");
        return header != null
                && header.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                && MessageDigest.isEqual(
                        token, header.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8));
    }

    private static String host(@Nullable String header) {
        String host = header == null ? "" : header.toLowerCase(Locale.ROOT);
        int port = host.lastIndexOf(':');
        return port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    }

    private static void refuse(Context request, int status, String reason) {
        Answers.error(request, status, reason);
        request.skipRemainingHandlers();
    }
}
