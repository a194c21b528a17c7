package dev.hskstream.kafka.connection;

import dev.hskstream.base.Quoted;
import dev.hskstream.base.UserException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * Checks that the brokers can be reached and accept this client, in seconds instead of the minutes that Kafka's clients
 * take.
 */
final class ConnectionCheck {
    private static final int LONGEST = 120;

    private final KafkaConnection connection;
    private final Duration timeout;

    private ConnectionCheck(KafkaConnection connection, Duration timeout) {
        this.connection = connection;
        this.timeout = timeout;
    }

    /** Runs the check, which takes at most one and a half times the timeout. */
    static void kafka(KafkaConnection connection, Duration timeout) {
        new ConnectionCheck(connection, timeout).run();
    }

    private void run() {
        // First tries plain TCP connections, because Kafka's clients retry refused ones until they time out.
        List<InetSocketAddress> servers = servers(connection.bootstrapServers());
        Map<InetSocketAddress, String> away = Reach.failures(servers, timeout.dividedBy(2));
        List<InetSocketAddress> there =
                servers.stream().filter(server -> !away.containsKey(server)).toList();
        if (there.isEmpty()) {
            throw absent(named(away));
        }
        requireReachable(brokers(there));
    }

    /** The advertised addresses, from the first server that answers. */
    private List<InetSocketAddress> brokers(List<InetSocketAddress> servers) {
        List<IOException> errors = new ArrayList<>();
        for (InetSocketAddress server : servers) {
            try {
                return AdvertisedBrokers.askedOf(server, connection, timeout.dividedBy(servers.size()));
            } catch (IOException e) {
                errors.add(e);
            } catch (KafkaException e) {
                throw refused(e);
            }
        }
        // Only one is examined, because each takes seconds.
        throw new UserException(noKafka(servers.get(0), errors.get(0)));
    }

    private void requireReachable(List<InetSocketAddress> brokers) {
        Map<InetSocketAddress, String> away = Reach.failures(brokers, timeout.dividedBy(2));
        if (away.isEmpty()) {
            return;
        }
        String where = "Kafka at " + connection.bootstrapServers() + " answers, but its brokers advertise "
                + shortened(named(away)) + ", which cannot be reached from here";
        if (away.size() == brokers.size()) {
            throw new UserException(
                    where + "; set the brokers' advertised.listeners to an address that this machine reaches");
        }
        connection.listener().notice(where + "; what is on them is waited for");
    }

    private String noKafka(InetSocketAddress server, IOException error) {
        String protocol = connection
                .kafkaProperties()
                .getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT")
                .toUpperCase(Locale.ROOT);
        boolean tls = Reach.speaksTls(server, timeout.dividedBy(2));
        String where = "no Kafka broker answers at " + server.getHostString() + ":" + server.getPort() + ": ";
        if (protocol.endsWith("PLAINTEXT") && tls) {
            return where + "the port speaks TLS and security.protocol is " + protocol + "; set it to "
                    + (protocol.startsWith("SASL") ? "SASL_SSL" : "SSL or SASL_SSL") + " in --kafka-config";
        }
        if (protocol.endsWith("SSL") && !tls) {
            return where + "the port does not speak TLS and security.protocol is " + protocol
                    + "; check the port, and security.protocol in --kafka-config";
        }
        return where + "the port takes the connection and gives no answer ("
                + shortened(KafkaErrors.firstSentence(error))
                + "); is it a broker's, and does it expect another security.protocol than " + protocol
                + ", a login say? It goes into --kafka-config";
    }

    private UserException refused(KafkaException cause) {
        String servers = connection.bootstrapServers();
        if (cause instanceof SslAuthenticationException) {
            return new UserException(
                    "no trusted connection to Kafka at " + servers + ": " + KafkaErrors.rootMessage(cause)
                            + "; check the ssl.* properties in --kafka-config",
                    cause);
        }
        if (cause instanceof AuthenticationException) {
            return new UserException(
                    "Kafka at " + servers + " refuses to let this process in: " + cause.getMessage()
                            + "; check security.protocol and the sasl.* properties in --kafka-config",
                    cause);
        }
        return new UserException(
                "the properties of the Kafka clients are wrong: " + KafkaErrors.rootMessage(cause)
                        + "; check --kafka-config",
                cause);
    }

    private UserException absent(String why) {
        return new UserException("no Kafka broker answers at " + connection.bootstrapServers() + " (" + shortened(why)
                + "); start one with `hsk broker` or pass --bootstrap-servers");
    }

    private static String named(Map<InetSocketAddress, String> failures) {
        return failures.entrySet().stream()
                .map(failure -> failure.getKey().getHostString() + ":"
                        + failure.getKey().getPort() + " (" + failure.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /**
     * The addresses in a list with commas.
     *
     * @throws IllegalArgumentException if there is none, or one is not {@code HOST:PORT}
     */
    static List<InetSocketAddress> servers(String bootstrapServers) {
        List<InetSocketAddress> servers = Arrays.stream(bootstrapServers.split(","))
                .map(String::strip)
                .filter(server -> !server.isEmpty())
                .map(ConnectionCheck::server)
                .toList();
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("no bootstrap server is named; give one such as 127.0.0.1:19092");
        }
        return servers;
    }

    private static InetSocketAddress server(String given) {
        int colon = given.lastIndexOf(':');
        try {
            String host = given.substring(0, Math.max(colon, 0)).replaceAll(".*://|[\\[\\]]", "");
            int port = Integer.parseInt(given.substring(colon + 1));
            if (!host.isEmpty()) {
                return InetSocketAddress.createUnresolved(host, port);
            }
        } catch (IllegalArgumentException e) {
            // reported below
        }
        throw new IllegalArgumentException(
                "bootstrap server " + Quoted.of(given) + " is not HOST:PORT; give one such as 127.0.0.1:19092");
    }
}
