package dev.hskstream.kafka.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Asks a bootstrap server for the brokers' advertised addresses. Kafka's clients do the same first, and then connect
 * only to the advertised addresses; if these cannot be reached, the clients retry for minutes without naming them. This
 * class uses the network layer of Kafka's clients, so TLS and logins work as in any other client.
 */
final class AdvertisedBrokers {
    private AdvertisedBrokers() {}

    /**
     * Requests the brokers' addresses.
     *
     * @throws IOException if the server does not answer in Kafka's protocol
     * @throws KafkaException if it refuses the login, or the connection's properties are wrong
     */
    static List<InetSocketAddress> askedOf(InetSocketAddress server, KafkaConnection connection, Duration timeout)
            throws IOException {
        Map<String, Object> properties = connection.adminProperties();
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        try (Metrics metrics = new Metrics();
                NetworkClient client = client(new AdminClientConfig(properties), metrics)) {
            Node node = new Node(-1, server.getHostString(), server.getPort());
            if (!NetworkClientUtils.awaitReady(client, node, Time.SYSTEM, timeout.toMillis())) {
                throw new IOException("no answer within " + timeout.toSeconds() + " s");
            }
            ClientRequest request = client.newClientRequest(
                    node.idString(), MetadataRequest.Builder.forTopicNames(List.of(), false), now(), true);
            MetadataResponse response =
                    (MetadataResponse) NetworkClientUtils.sendAndReceive(client, request, Time.SYSTEM)
                            .responseBody();
            return response.brokers().stream()
                    .map(broker -> InetSocketAddress.createUnresolved(broker.host(), broker.port()))
                    .toList();
        }
    }

    private static NetworkClient client(AdminClientConfig config, Metrics metrics) {
        return ClientUtils.createNetworkClient(
                config,
                "hsk-check",
                metrics,
                "hsk-check",
                new LogContext(),
                new ApiVersions(),
                Time.SYSTEM,
                1,
                config.getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG),
                null,
                new ManualMetadataUpdater(),
                InetAddress::getAllByName,
                null,
                null);
    }

    private static long now() {
        return Time.SYSTEM.milliseconds();
    }
}
