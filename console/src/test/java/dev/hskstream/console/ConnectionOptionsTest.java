package dev.hskstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ConnectionOptionsTest {
    @TempDir
    Path directory = Path.of("set by JUnit");

    @Test
    void looksOnLoopbackUnlessTold() {
        KafkaConnection connection = parse(Map.of());

        assertThat(connection.bootstrapServers()).isEqualTo("127.0.0.1:19092");
        assertThat(connection.registryUrl()).isEqualTo("http://127.0.0.1:18081");
    }

    @Test
    void takesTheAddressesFromOptionsAndEnvironment() {
        KafkaConnection connection =
                parse(Map.of("HSK_REGISTRY_URL", "http://registry:8081"), "--bootstrap-servers", "kafka:9092");

        assertThat(connection.bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(connection.registryUrl()).isEqualTo("http://registry:8081");
    }

    @Test
    void passesPropertyFilesThroughAndTakesTheAddressesFromThem() throws IOException {
        Path kafka = Files.writeString(
                directory.resolve("kafka.properties"), "bootstrap.servers=kafka:9093\nsecurity.protocol=SSL\n");
        Path registry =
                Files.writeString(directory.resolve("registry.properties"), "schema.registry.url=https://registry\n");

        KafkaConnection connection =
                parse(Map.of(), "--kafka-config", kafka.toString(), "--registry-config", registry.toString());

        assertThat(connection.bootstrapServers()).isEqualTo("kafka:9093");
        assertThat(connection.registryUrl()).isEqualTo("https://registry");
        assertThat(connection.kafkaProperties()).containsEntry("security.protocol", "SSL");
    }

    @Test
    void refusesARegistryPropertyWithoutEffectUnlessAnotherSerializerMayTakeIt() throws IOException {
        String registry = Files.writeString(directory.resolve("registry.properties"), "proxy.host=p\n")
                .toString();
        String kafka = Files.writeString(
                        directory.resolve("kafka.properties"),
                        "value.serializer=org.apache.kafka.common.serialization.BytesSerializer\n")
                .toString();

        assertThatThrownBy(() -> parse(Map.of(), "--registry-config", registry))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("registry property proxy.host is not known");
        assertThat(parse(Map.of(), "--registry-config", registry, "--kafka-config", kafka)
                        .registryProperties())
                .containsEntry("proxy.host", "p");
    }

    @Test
    void aPropertyThatKafkaRefusesIsNamedWithItsFile() throws IOException {
        Path kafka = Files.writeString(directory.resolve("kafka.properties"), "security.protocol=TLS\n");

        assertThatThrownBy(() -> parse(Map.of(), "--kafka-config", kafka.toString()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(kafka + ": security.protocol=\"TLS\" is not valid: ")
                .hasMessageContaining("SASL_SSL");
    }

    private static KafkaConnection parse(Map<String, String> environment, String... args) {
        Sets sets = new Sets();
        HskCommandLine.of(sets, environment).parseArgs(args);
        return sets.connection.connection();
    }

    @Command(name = "sets")
    static final class Sets {
        @Mixin
        final ConnectionOptions connection = new ConnectionOptions();
    }
}
