package dev.hskstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Builds the messages for failed registry requests: what happened and what to do about it. */
final class RegistryErrors {
    private static final int LONGEST = 140;
    private static final int READ_ONLY = 42205;

    private RegistryErrors() {}

    static RegistryException refused(
            String url, RegistryRequest request, HttpResponse<String> response, JsonNode body) {
        int status = response.statusCode();
        int code = body.path("error_code").asInt(0);
        String said = shortened(body.path("message").asText(""));
        if (status == 404 && !body.has("error_code")) {
            return noRegistry(url, request, response.body());
        }
        String message = "schema registry " + url + " answers " + status + " to " + request.what()
                + (said.isEmpty() ? page(response.body()) : ": " + said) + remedy(status, code, request);
        return new RegistryException(message, status, code, retryAfter(response), null);
    }

    static RegistryException unreachable(String url, Throwable cause) {
        return new RegistryException(
                "no schema registry answers at " + url + " (" + reason(url, cause)
                        + "); start one with `hsk broker` or pass --registry-url",
                0,
                0,
                cause);
    }

    /** Something that is not a registry answers; retrying would not help. */
    static RegistryException noRegistry(String url, RegistryRequest request, String body) {
        return new RegistryException(
                url + " answers " + request.what() + " with something that is no registry's JSON" + page(body)
                        + "; check --registry-url, and whether the registry is under a path of it such as " + url
                        + "/registry",
                200,
                0,
                null);
    }

    static RegistryException circles(String url, RegistryRequest request) {
        return new RegistryException(
                url + " sends " + request.what() + " on and on to other addresses; pass the registry's own with"
                        + " --registry-url",
                200,
                0,
                null);
    }

    /** A redirect's target wants a login, which was configured for another server. */
    static RegistryException loginWithheld(String url, RegistryRequest request, int status, URI target) {
        String server = target.getScheme() + "://" + target.getAuthority();
        return new RegistryException(
                url + " redirects " + request.what() + " to " + server + ", which answers " + status
                        + "; the login is not sent to another host or port than that of --registry-url: if it is meant"
                        + " for " + server + ", pass that with --registry-url",
                status,
                0,
                null);
    }

    static RegistryException interrupted(String url, InterruptedException cause) {
        return new RegistryException("interrupted while waiting for schema registry " + url, 499, 0, cause);
    }

    private static String remedy(int status, int code, RegistryRequest request) {
        String subject = request.subject().map(name -> "subject " + name).orElse("it");
        if (code == READ_ONLY) {
            return "; the registry takes nothing new: have its mode set to READWRITE for " + subject
                    + ", or the schema registered by whoever may";
        }
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                "; it is sent to an address that is not followed (https to http, or none):"
                        + " pass the registry's own with --registry-url";
            case 400 -> "; is it https that is spoken there?";
            case 401, 403 -> "; set basic.auth.user.info or bearer.auth.token in --registry-config";
            case 407 -> "; a proxy wants a login, name the registry's own address with --registry-url";
            case 409 ->
                "; " + subject + ": this build's schema does not follow the registered ones, use a build that fits the"
                        + " data or another --set name";
            case 429 -> "; it asks for fewer requests, try again later or raise max.retries in --registry-config";
            default -> status >= 500 ? "; try again when the registry is up" : "";
        };
    }

    /** The {@code Retry-After} header, in seconds or as a date; null if absent. */
    private static @Nullable Duration retryAfter(HttpResponse<String> response) {
        Optional<String> given = response.headers().firstValue("Retry-After").map(String::strip);
        if (given.isEmpty()) {
            return null;
        }
        if (given.get().matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(given.get()));
        }
        try {
            Instant then = ZonedDateTime.parse(given.get(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), then);
            return wait.isNegative() ? null : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String page(String body) {
        String start = body.strip().toLowerCase(Locale.ROOT);
        boolean html = start.startsWith("<!doctype html") || start.startsWith("<html");
        return html ? " but an HTML page, of a proxy or for a login" : "";
    }

    /** Java's HTTP client does not say in its message why it could not connect. */
    private static String reason(String url, Throwable cause) {
        String said = shortened(String.valueOf(cause.getMessage()));
        if (cause instanceof SSLHandshakeException && !said.contains("terminated the handshake")) {
            return said + ": check schema.registry.ssl.truststore.location in --registry-config";
        }
        if (cause instanceof SSLException) {
            return said + ": does it speak https? If not, name it with http";
        }
        if (cause instanceof HttpConnectTimeoutException) {
            return "no connection in time" + (url.startsWith("https") ? ": does it speak https?" : "");
        }
        if (cause instanceof ConnectException) {
            boolean unknown = causedBy(cause, UnresolvedAddressException.class);
            return unknown ? "unknown host" : cause.getMessage() == null ? "connection refused" : said;
        }
        if (said.contains("header parser") || said.contains("status line") || said.contains("EOF")) {
            return said + ": does it speak http? If it speaks https, name it so";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : said;
    }

    private static boolean causedBy(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
