package dev.hskstream.cli.broker;

import java.nio.file.Path;

/**
 * Where an embedded broker lives.
 *
 * @param dir holds all its data; made where missing
 * @param port on loopback; 0 takes a free one
 */
public record BrokerConfig(Path dir, int port) {

    /** @throws IllegalArgumentException if the port is not in 0..65535 */
    public BrokerConfig {
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        dir = dir.toAbsolutePath().normalize();
    }
}
