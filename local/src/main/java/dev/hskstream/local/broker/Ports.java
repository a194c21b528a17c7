package dev.hskstream.local.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds free ports on loopback. */
final class Ports {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private Ports() {}

    /**
     * Returns the given port if it is free, or a free one for 0.
     *
     * @throws BrokerException if the port is taken
     */
    static int available(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BrokerException(
                    "port " + port + " on 127.0.0.1 cannot be had (" + e.getMessage() + "); choose another --port", e);
        }
    }

    /** Finds a free port other than the given one. */
    static int otherThan(int port) {
        int other = available(0);
        while (other == port) {
            other = available(0);
        }
        return other;
    }
}
