package dev.hskstream.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.schemas.registry.RegistryClient;
import dev.hskstream.schemas.registry.RegistryException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistryClientTest {
    private final Path dir;
    private final DevRegistry registry;

    RegistryClientTest(@TempDir Path dir) {
        this.dir = dir;
        registry = DevRegistry.start(dir.resolve("registry"), 0);
    }

    @AfterEach
    void stopRegistry() {
        registry.close();
    }

    @Test
    void asksOnceForWhatNeverChanges() throws Exception {
        try (RegistryGate gate = RegistryGate.failing(0, registry)) {
            RegistryClient client = client(gate.url(), Map.of());

            int id = client.register("a", Schemas.ONE);
            client.schema(id);
            int requests = gate.requests();

            assertThat(client.register("a", Schemas.ONE)).isEqualTo(id);
            assertThat(client.lookup("a", Schemas.ONE)).isEqualTo(id);
            assertThat(client.schema(id)).isEqualTo(Schemas.ONE);
            assertThat(gate.requests()).isEqualTo(requests);
        }
    }

    @Test
    void authenticatesWithUserAndPasswordOrAToken() throws Exception {
        String basic = "Basic " + Base64.getEncoder().encodeToString("ada:s3cret".getBytes(StandardCharsets.UTF_8));
        try (RegistryGate gate = RegistryGate.wanting(basic, registry)) {
            assertThat(client(gate.url(), Map.of("basic.auth.user.info", "ada:s3cret"))
                            .register("a", Schemas.ONE))
                    .isEqualTo(1);
            assertThat(client(gate.url().replace("//", "//ada:s3cret@"), Map.of())
                            .lookup("a", Schemas.ONE))
                    .isEqualTo(1);
        }
        try (RegistryGate gate = RegistryGate.wanting("Bearer t0ken", registry)) {
            assertThat(client(gate.url(), Map.of("bearer.auth.token", "t0ken")).lookup("a", Schemas.ONE))
                    .isEqualTo(1);
        }
    }

    @Test
    void namesTheRemedyWhenItIsNotLetIn() throws Exception {
        try (RegistryGate gate = RegistryGate.wanting("Bearer t0ken", registry)) {
            RegistryClient client = client(gate.url(), Map.of("basic.auth.user.info", "ada:s3cret"));

            assertThatThrownBy(() -> client.register("a", Schemas.ONE))
                    .isInstanceOfSatisfying(
                            RegistryException.class, e -> assertThat(e.status()).isEqualTo(401))
                    .hasMessageContaining("basic.auth.user.info")
                    .hasMessageNotContaining("s3cret");
            assertThat(gate.requests()).isEqualTo(1);
        }
    }

    @Test
    void triesAgainUntilTheRegistryIsUp() throws Exception {
        try (RegistryGate gate = RegistryGate.failing(3, registry)) {
            assertThat(client(gate.url(), Map.of()).register("a", Schemas.ONE)).isEqualTo(1);
            assertThat(gate.requests()).isEqualTo(4);
        }
        try (RegistryGate gate = RegistryGate.failing(4, registry)) {
            assertThatThrownBy(() -> client(gate.url(), Map.of()).register("b", Schemas.ONE))
                    .hasMessageContaining("503");
        }
    }

    @Test
    void goesOnToTheNextUrl() throws Exception {
        try (RegistryGate down = RegistryGate.failing(Integer.MAX_VALUE, registry)) {
            String urls = "http://127.0.0.1:" + unusedPort() + ", " + down.url() + "," + registry.url() + "/";

            assertThat(client(urls, Map.of()).register("a", Schemas.ONE)).isEqualTo(1);
        }
    }

    @Test
    void saysWhereNoRegistryAnswers() throws Exception {
        String url = "http://127.0.0.1:" + unusedPort();

        assertThatThrownBy(() -> client(url, Map.of()).register("a", Schemas.ONE))
                .isInstanceOf(RegistryException.class)
                .hasMessageStartingWith("no schema registry answers at " + url)
                .hasMessageContaining("--registry-url");
    }

    @Test
    void refusesAConfigurationWithoutARegistry() {
        assertThatThrownBy(() -> new RegistryClient(Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client("ada:s3cret@nowhere", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void speaksTlsToAServerThatTheTruststoreKnows() throws Exception {
        Path store = TestKeys.store(dir);
        try (RegistryGate gate = RegistryGate.tls(TestKeys.context(store), registry)) {
            Map<String, String> trust = Map.of(
                    "schema.registry.ssl.truststore.location",
                    store.toString(),
                    "schema.registry.ssl.truststore.password",
                    TestKeys.PASSWORD);

            assertThat(client(gate.url(), trust).register("a", Schemas.ONE)).isEqualTo(1);
            assertThatThrownBy(() -> client(gate.url(), Map.of()).register("a", Schemas.ONE))
                    .isInstanceOf(RegistryException.class);
            Map<String, String> wrong = new HashMap<>(trust);
            wrong.put("schema.registry.ssl.truststore.password", "wrong");
            assertThatThrownBy(() -> client(gate.url(), wrong))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining(store.toString());
        }
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static RegistryClient client(String url, Map<String, String> more) {
        Map<String, String> config = new HashMap<>(more);
        config.put("schema.registry.url", url);
        config.put("retries.wait.ms", "2");
        return new RegistryClient(config);
    }
}
