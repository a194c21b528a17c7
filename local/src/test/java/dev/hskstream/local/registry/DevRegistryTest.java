package dev.hskstream.local.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.local.broker.BrokerException;
import dev.hskstream.schemas.registry.CompatibilityLevel;
import dev.hskstream.schemas.registry.RegisteredSchema;
import dev.hskstream.schemas.registry.RegistryClient;
import dev.hskstream.schemas.registry.RegistryException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DevRegistryTest {
    private final Path dir;

    DevRegistryTest(@TempDir Path dir) {
        this.dir = dir;
    }

    @Test
    void givesTheSameSchemaTheSameIdAndAnotherItsOwn() {
        try (DevRegistry registry = DevRegistry.start(dir, 0)) {
            RegistryClient client = client(registry);

            assertThat(client.register("a-value", Schemas.ONE)).isEqualTo(1);
            assertThat(client.register("b-value", Schemas.ONE)).isEqualTo(1);
            assertThat(client.register("b-value", Schemas.WITH_DEFAULT)).isEqualTo(2);
            assertThat(client.latest("b-value")).isEqualTo(new RegisteredSchema(2, 2, Schemas.WITH_DEFAULT));
            assertThat(client(registry).lookup("a-value", Schemas.ONE)).isEqualTo(1);
            assertThat(client(registry).schema(2)).isEqualTo(Schemas.WITH_DEFAULT);
        }
    }

    @Test
    void tellsSchemasApartThatDifferOnlyInDoc() {
        Schema documented =
                new Schema.Parser().parse(Schemas.ONE.toString().replace("\"fields\"", "\"doc\":\"d\",\"fields\""));

        try (DevRegistry registry = DevRegistry.start(dir, 0)) {
            RegistryClient client = client(registry);

            assertThat(documented).isEqualTo(Schemas.ONE);
            assertThat(client.register("a", documented)).isNotEqualTo(client.register("a", Schemas.ONE));
        }
    }

    @Test
    void refusesASchemaThatTheLevelForbids() {
        try (DevRegistry registry = DevRegistry.start(dir, 0)) {
            RegistryClient client = client(registry);
            client.register("a", Schemas.ONE);

            assertThat(client.compatible("a", Schemas.WITH_DEFAULT)).isTrue();
            assertThat(client.compatible("a", Schemas.WITHOUT_DEFAULT)).isFalse();
            assertThatThrownBy(() -> client.register("a", Schemas.WITHOUT_DEFAULT))
                    .isInstanceOfSatisfying(RegistryException.class, e -> {
                        assertThat(e.incompatible()).isTrue();
                        assertThat(e.errorCode()).isEqualTo(40901);
                    })
                    .hasMessageContaining(registry.url());

            client.setCompatibility("a", CompatibilityLevel.NONE);
            assertThat(client.register("a", Schemas.WITHOUT_DEFAULT)).isEqualTo(2);
        }
    }

    @Test
    void comparesATransitiveLevelWithEveryEarlierSchema() {
        try (DevRegistry registry = DevRegistry.start(dir, 0)) {
            RegistryClient client = client(registry);
            client.registerGuarded("a", Schemas.ONE);
            client.registerGuarded("a", Schemas.WITH_DEFAULT);

            assertThat(client.compatibility("a")).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
            assertThat(client.compatible("a", Schemas.WITHOUT_DEFAULT)).isFalse();
            client.setCompatibility("a", CompatibilityLevel.FULL);
            assertThat(client.compatible("a", Schemas.WITHOUT_DEFAULT)).isTrue();
        }
    }

    @Test
    void keepsALevelThatSomebodySet() {
        try (DevRegistry registry = DevRegistry.start(dir, 0)) {
            RegistryClient client = client(registry);
            client.setCompatibility("a", CompatibilityLevel.BACKWARD);

            client.registerGuarded("a", Schemas.ONE);

            assertThat(client.compatibility("a")).isEqualTo(CompatibilityLevel.BACKWARD);
        }
    }

    @Test
    void knowsEverythingAfterARestartAndDropsALineCutShort() throws Exception {
        try (DevRegistry first = DevRegistry.start(dir, 0)) {
            client(first).registerGuarded("a", Schemas.ONE);
        }
        Files.writeString(dir.resolve("registry.log"), "{\"change\":\"regis", StandardOpenOption.APPEND);

        try (DevRegistry second = DevRegistry.start(dir, 0)) {
            RegistryClient client = client(second);

            assertThat(client.lookup("a", Schemas.ONE)).isEqualTo(1);
            assertThat(client.compatibility("a")).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
            assertThat(client.register("a", Schemas.WITH_DEFAULT)).isEqualTo(2);
        }
        try (DevRegistry third = DevRegistry.start(dir, 0)) {
            assertThat(client(third).latest("a").version()).isEqualTo(2);
        }
    }

    @Test
    void refusesALogThatIsNoLog() throws Exception {
        Files.writeString(dir.resolve("registry.log"), "nonsense\n");

        assertThatThrownBy(() -> DevRegistry.start(dir, 0))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("registry.log:1");
    }

    @Test
    void refusesADirectoryInUseAndAPortThatIsTaken() throws Exception {
        try (DevRegistry registry = DevRegistry.start(dir, 0)) {
            assertThat(registry.url()).startsWith("http://127.0.0.1:");
            assertThatThrownBy(() -> DevRegistry.start(dir, 0)).hasMessageContaining("is in use");
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> DevRegistry.start(dir, taken.getLocalPort()))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("--registry-port");
        }
    }

    @Test
    void answersBadRequestsAsConfluentDoes() throws Exception {
        try (DevRegistry registry = DevRegistry.start(dir, 0)) {
            assertThat(post(registry, "/subjects/a/versions", "{\"schema\":\"{\"}"))
                    .startsWith("422 ")
                    .contains("42201");
            assertThat(post(registry, "/subjects/a/versions", "no json")).startsWith("422 ");
            assertThat(post(registry, "/nowhere", "{}")).startsWith("404 ");
            assertThatThrownBy(() -> client(registry).latest("absent"))
                    .isInstanceOfSatisfying(RegistryException.class, e -> assertThat(e.errorCode())
                            .isEqualTo(40401));
            assertThatThrownBy(() -> client(registry).schema(99)).hasMessageContaining("Schema 99 not found");
        }
    }

    private static String post(DevRegistry registry, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private static RegistryClient client(DevRegistry registry) {
        return new RegistryClient(Map.of("schema.registry.url", registry.url()));
    }
}
