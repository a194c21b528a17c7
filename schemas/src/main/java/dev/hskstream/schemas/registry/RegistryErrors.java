package dev.hskstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The sentences that say what the registry did and what to do about it. */
final class RegistryErrors {
    private RegistryErrors() {}

    static RegistryException refused(String url, String what, int status, JsonNode body) {
        String said = body.path("message").asText("").replaceAll("\\s+", " ");
        String message = "schema registry " + url + " answers " + status + " to " + what
                + (said.isEmpty() ? "" : ": " + said) + remedy(status);
        return new RegistryException(message, status, body.path("error_code").asInt(0), null);
    }

    static RegistryException unreachable(String url, Throwable cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new RegistryException(
                "no schema registry answers at " + url + " (" + why
                        + "); start one with `hsk broker` or pass --registry-url",
                0,
                0,
                cause);
    }

    static RegistryException noRegistry(String url, String what, @Nullable Throwable cause) {
        return new RegistryException(
                url + " answers " + what + " with something that is no registry's JSON; check --registry-url",
                200,
                0,
                cause);
    }

    static RegistryException interrupted(String url, InterruptedException cause) {
        return new RegistryException("interrupted while waiting for schema registry " + url, 499, 0, cause);
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401, 403 -> "; set basic.auth.user.info or bearer.auth.token in --registry-config";
            case 409 -> "; this build's schema does not follow the registered ones, use a build that fits the data";
            default -> "";
        };
    }
}
