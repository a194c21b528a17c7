package dev.hskstream.kafka.connection;

import dev.hskstream.base.UserException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Whether a broker is there, in seconds instead of Kafka's minutes. */
final class ConnectionCheck {
    private ConnectionCheck() {}

    static void kafka(KafkaConnection connection, Duration timeout) {
        // A plain connect first: Kafka's clients retry a refused one until their timeout.
        List<InetSocketAddress> servers = servers(connection.bootstrapServers());
        if (servers.stream().noneMatch(server -> accepts(server, timeout))) {
            throw new UserException(absent(connection, "no connection"));
        }
        Map<String, Object> properties = connection.adminProperties();
        int millis = Math.toIntExact(timeout.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        try (Admin admin = Admin.create(properties)) {
            admin.describeCluster().clusterId().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failed(connection, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | KafkaException e) {
            throw failed(connection, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted while waiting for Kafka at " + connection.bootstrapServers(), e);
        }
    }

    private static UserException failed(KafkaConnection connection, Throwable cause) {
        if (cause instanceof SslAuthenticationException) {
            return new UserException(
                    "no trusted connection to Kafka at " + connection.bootstrapServers() + ": "
                            + KafkaErrors.rootMessage(cause) + "; check the ssl.* properties in --kafka-config",
                    cause);
        }
        if (cause instanceof AuthenticationException) {
            return new UserException(
                    "Kafka at " + connection.bootstrapServers() + " refuses to let this process in: "
                            + cause.getMessage() + "; check the sasl.* properties in --kafka-config",
                    cause);
        }
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return new UserException(absent(connection, why), cause);
    }

    private static String absent(KafkaConnection connection, String why) {
        return "no Kafka broker answers at " + connection.bootstrapServers() + " (" + why
                + "); start one with `hsk broker` or pass --bootstrap-servers";
    }

    private static List<InetSocketAddress> servers(String bootstrapServers) {
        return Arrays.stream(bootstrapServers.split(","))
                .map(String::strip)
                .filter(server -> !server.isEmpty())
                .map(ConnectionCheck::server)
                .toList();
    }

    private static InetSocketAddress server(String given) {
        int colon = given.lastIndexOf(':');
        try {
            String host = given.substring(0, Math.max(colon, 0)).replaceAll(".*://|[\\[\\]]", "");
            int port = Integer.parseInt(given.substring(colon + 1));
            if (!host.isEmpty()) {
                return new InetSocketAddress(host, port);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "bootstrap server \"" + given + "\" is not HOST:PORT; give one such as 127.0.0.1:19092");
    }

    private static boolean accepts(InetSocketAddress server, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(server, Math.toIntExact(timeout.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
