package dev.hskstream.schemas.registry;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The HTTP clients of this process: one per combination of TLS properties and connect timeout. Kafka creates a
 * serializer for every client, and with it a registry client. A separate HTTP client for each would keep a thread and
 * open connections, which Java 17 cannot close.
 */
final class SharedHttpClients {
    private static final Map<Key, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    private SharedHttpClients() {}

    static HttpClient of(Map<String, ?> properties, Duration connectTimeout) {
        TreeMap<String, String> tls = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(RegistryTls.PREFIX) && value != null) {
                tls.put(name, value.toString());
            }
        });
        return CLIENTS.computeIfAbsent(new Key(tls, connectTimeout), SharedHttpClients::client);
    }

    private static HttpClient client(Key key) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(key.connectTimeout());
        RegistryTls.context(key.tls()).ifPresent(builder::sslContext);
        return builder.build();
    }

    private record Key(Map<String, String> tls, Duration connectTimeout) {
        /** Prints the names of the properties, never their values. */
        @Override
        public String toString() {
            return tls.keySet() + " " + connectTimeout;
        }
    }
}
