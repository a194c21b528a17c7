package dev.hskstream.monitor.web;

import dev.hskstream.monitor.view.Json;
import io.javalin.http.Context;
import java.util.Map;

/** How answers look. */
final class Answers {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Answers() {}

    /** Headers of every answer: a browser runs and loads nothing that does not come from here. */
    static void secure(Context answer) {
        answer.header("Content-Security-Policy", POLICY);
        answer.header("X-Content-Type-Options", "nosniff");
        answer.header("Referrer-Policy", "no-referrer");
        answer.header("Cross-Origin-Resource-Policy", "same-origin");
        answer.header("Cache-Control", "no-store");
    }

    static void json(Context answer, Object view) {
        answer.contentType("application/json").result(Json.bytes(view));
    }

    static void error(Context answer, int status, String reason) {
        answer.status(status);
        json(answer, Map.of("error", reason));
    }

    static void text(Context answer, int status, String text) {
        answer.status(status).contentType("text/plain; charset=utf-8").result(text);
    }
}
