package dev.hskstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.local.registry.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The message of a command's connection check for each kind of obstacle, and the time that the check takes. */
@Timeout(60)
class ConnectionCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path dir = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "nowhere.invalid"})
    void namesTheAddressThatABrokerAdvertisesAndThatCannotBeReached(String host) throws Exception {
        int port = freePort();
        String advertised = host + ":" + freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(
                dir,
                0,
                Map.of(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:" + port,
                        "advertised.listeners",
                        "PLAINTEXT://" + advertised)))) {
            assertThat(broker.bootstrapServers()).isEqualTo(advertised);

            assertThat(refusal("127.0.0.1:" + port, Map.of()))
                    .startsWith(
                            "Kafka at 127.0.0.1:" + port + " answers, but its brokers advertise " + advertised + " (")
                    .contains(host.startsWith("n") ? "unknown host" : "refused")
                    .contains("advertised.listeners")
                    .hasSizeLessThan(300);
        }
    }

    @Test
    void saysThatAPortDoesNotSpeakTls() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(dir, 0))) {
            assertThat(refusal(broker.bootstrapServers(), Map.of("security.protocol", "SSL")))
                    .startsWith("no Kafka broker answers at " + broker.bootstrapServers())
                    .contains("does not speak TLS")
                    .contains("security.protocol");
        }
    }

    @Test
    void saysThatAPortSpeaksTls() throws Exception {
        Path keys = TestKeys.store(dir);
        try (ServerSocket tls = TestKeys.server(keys)) {
            Thread handshakes = new Thread(() -> shakeHands(tls));
            handshakes.setDaemon(true);
            handshakes.start();
            String server = "127.0.0.1:" + tls.getLocalPort();

            assertThat(refusal(server, Map.of()))
                    .startsWith("no Kafka broker answers at " + server)
                    .contains("speaks TLS")
                    .contains("security.protocol");
        }
    }

    @Test
    void saysWhereALoginIsExpectedOrAnotherOne() {
        String jaas = "org.apache.kafka.common.security.plain.PlainLoginModule required user_ada=\"s3cret\";";
        Map<String, String> own = Map.of(
                "listeners",
                "SASL_PLAINTEXT://127.0.0.1:" + Ports.available(0) + ",PLAINTEXT://127.0.0.1:" + Ports.available(0),
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                jaas);
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(dir, 0, own))) {
            String server = broker.bootstrapServers();
            assertThat(refusal(server, Map.of())).contains("another security.protocol than PLAINTEXT");
            assertThat(refusal(server, login("PLAIN", "wrong")))
                    .startsWith("Kafka at " + server + " refuses to let this process in: ")
                    .contains("sasl.*")
                    .doesNotContain("wrong");
            assertThat(refusal(server, login("SCRAM-SHA-256", "s3cret")))
                    .contains("SCRAM-SHA-256")
                    .contains("PLAIN")
                    .doesNotContain("s3cret");
            // The login succeeds, so only the registry is missing.
            assertThat(refusal(server, login("PLAIN", "s3cret"))).startsWith("no schema registry answers");
        }
    }

    @Test
    void saysThatSomethingElseAnswers() {
        try (DevRegistry registry = DevRegistry.start(dir, 0)) {
            String server = registry.url().replace("http://", "");
            assertThat(refusal(server, Map.of()))
                    .startsWith("no Kafka broker answers at " + server)
                    .contains("is it a broker's");
        }
    }

    @Test
    void namesAHostThatDoesNotExistAndWrongProperties() {
        assertThat(refusal("nowhere.invalid:9092", Map.of())).contains("nowhere.invalid:9092 (unknown host)");
        assertThatThrownBy(() ->
                        KafkaConnection.of("nowhere", "http://127.0.0.1:1").check(PATIENCE))
                .hasMessageContaining("HOST:PORT");
        try (EmbeddedBroker broker = EmbeddedBroker.start(new BrokerConfig(dir, 0))) {
            assertThat(refusal(broker.bootstrapServers(), Map.of("security.protocol", "TLS")))
                    .contains("security.protocol")
                    .contains("--kafka-config");
        }
    }

    private static Map<String, String> login(String mechanism, String password) {
        String module = mechanism.startsWith("SCRAM") ? "scram.ScramLoginModule" : "plain.PlainLoginModule";
        return Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                "org.apache.kafka.common.security." + module + " required username=\"ada\" password=\"" + password
                        + "\";");
    }

    private static String refusal(String server, Map<String, String> properties) {
        Throwable refusal = catchThrowable(
                () -> new KafkaConnection(server, "http://127.0.0.1:1", properties, Map.of()).check(PATIENCE));
        assertThat(refusal).isInstanceOf(UserException.class);
        assertThat(refusal.getMessage()).hasLineCount(1).hasSizeLessThan(300);
        return String.valueOf(refusal.getMessage());
    }

    private static void shakeHands(ServerSocket server) {
        while (!server.isClosed()) {
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.startHandshake();
            } catch (IOException e) {
                // The failed handshake is what this test provokes.
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
