package dev.hskstream.local.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * The configuration of an embedded broker.
 *
 * @param dir directory for all of its data; created if missing
 * @param port port on loopback; 0 selects a free one; ignored if the properties set {@code listeners}
 * @param properties broker properties that override the defaults, such as listeners, TLS, SASL or an authorizer
 */
public record BrokerConfig(Path dir, int port, Map<String, String> properties) {

    /** A configuration with the default properties. */
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
