package dev.hskstream.local.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where an embedded broker lives, and what it does differently.
 *
 * @param dir holds all its data; made where missing
 * @param port on loopback; 0 takes a free one; without effect where the properties name {@code listeners}
 * @param properties of the broker that win over its own: listeners, TLS, SASL, an authorizer
 */
public record BrokerConfig(Path dir, int port, Map<String, String> properties) {

    /** A broker that needs no further properties. */
    public BrokerConfig(Path dir, int port) {
        this(dir, port, Map.of());
    }

    /** @throws IllegalArgumentException if the port is not in 0..65535 */
    public BrokerConfig {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        properties = Map.copyOf(properties);
        dir = dir.toAbsolutePath().normalize();
    }
}
