package dev.hskstream.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests with retries, as Confluent's client does. A failure that may be temporary is retried at every address,
 * then again after a wait with jitter, which doubles each time or is the one that the registry asked for. The address
 * that answered last is tried first afterwards, by all clients of this process with the same addresses.
 */
final class RegistryHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<List<String>, AtomicInteger> ANSWERED = new ConcurrentHashMap<>();

    private final RegistryConfig config;
    private final RegistryExchange exchange;
    private final AtomicInteger answered;

    RegistryHttp(Map<String, ?> properties) {
        config = RegistryConfig.of(properties);
        exchange = new RegistryExchange(SharedHttpClients.of(properties, config.connectTimeout()), config);
        answered = ANSWERED.computeIfAbsent(config.urls(), urls -> new AtomicInteger());
    }

    /** The registry's URLs, without user and password. */
    String where() {
        return String.join(", ", config.urls());
    }

    JsonNode get(String path) {
        return call(new RegistryRequest("GET", path, null), true);
    }

    /** Sends a request as {@link #get} does, but without further attempts if no address answers. */
    JsonNode ask(String path) {
        return call(new RegistryRequest("GET", path, null), false);
    }

    JsonNode send(String method, String path, String name, String value) {
        String body = JSON.createObjectNode().put(name, value).toString();
        return call(new RegistryRequest(method, path, body), true);
    }

    private JsonNode call(RegistryRequest request, boolean patient) {
        for (int attempt = 0; ; attempt++) {
            RegistryException last = null;
            int first = answered.get();
            for (int i = 0; i < config.addresses().size(); i++) {
                int at = (first + i) % config.addresses().size();
                try {
                    JsonNode answer =
                            exchange.answer(request, config.addresses().get(at));
                    answered.set(at);
                    return answer;
                } catch (RegistryException e) {
                    last = moreTelling(last, e);
                }
            }
            if (last == null || attempt >= config.retries() || (!patient && last.status() == 0)) {
                throw last == null ? new IllegalStateException("no address") : last;
            }
            pause(attempt, last.retryAfter());
        }
    }

    /**
     * Chooses the failure to report: one with an answer says more than one without. Throws at once if retrying would
     * not help.
     */
    private RegistryException moreTelling(@Nullable RegistryException before, RegistryException now) {
        if (!now.retriable()) {
            throw now;
        }
        if (before == null || now.status() != 0) {
            return now;
        }
        return before.status() != 0 ? before : RegistryErrors.unreachable(where(), now);
    }

    private void pause(int attempt, @Nullable Duration wanted) {
        Duration doubled = config.firstWait().multipliedBy(1L << Math.min(attempt, 20));
        long most = Math.min(doubled.toMillis(), config.longestWait().toMillis());
        long millis = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
        if (wanted != null) {
            millis = Math.max(
                    millis, Math.min(wanted.toMillis(), config.longestWait().toMillis()));
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RegistryErrors.interrupted(where(), e);
        }
    }
}
