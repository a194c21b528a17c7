package dev.hskstream.kafka.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConnectionTest {
    private static final KafkaConnection CONNECTION = new KafkaConnection(
            "kafka:9092",
            "http://ada:s3cret@registry:8081",
            Map.of("sasl.jaas.config", "password=s3cret", "acks", "1", "isolation.level", "read_uncommitted"),
            Map.of("bearer.auth.token", "s3cret"));

    @Test
    void printsNoSecret() {
        assertThat(CONNECTION.toString())
                .contains("kafka:9092", "registry:8081", "sasl.jaas.config", "bearer.auth.token")
                .doesNotContain("s3cret");
    }

    @Test
    void passesTheUsersPropertiesThroughButKeepsWhatExactlyOnceNeeds() {
        assertThat(CONNECTION.adminProperties())
                .containsEntry("bootstrap.servers", "kafka:9092")
                .containsEntry("sasl.jaas.config", "password=s3cret");
        assertThat(CONNECTION.producerProperties())
                .containsEntry("acks", "all")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("sasl.jaas.config", "password=s3cret")
                .containsEntry("schema.registry.url", "http://ada:s3cret@registry:8081")
                .containsEntry("bearer.auth.token", "s3cret");
        assertThat(CONNECTION.consumerProperties())
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("schema.registry.url", "http://ada:s3cret@registry:8081");
    }

    @Test
    void letsTheUserNameAnotherSerializer() {
        KafkaConnection other = new KafkaConnection("h:1", "http://r", Map.of("value.serializer", "x.Y"), Map.of());

        assertThat(other.producerProperties()).containsEntry("value.serializer", "x.Y");
    }

    @Test
    void readsAPropertiesFile(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(
                dir.resolve("kafka.properties"), "# TLS\nsecurity.protocol=SSL\nname = Gr\u00fc\u00dfe\n");

        assertThat(KafkaConnection.readProperties(file))
                .containsExactly(Map.entry("name", "Gr\u00fc\u00dfe"), Map.entry("security.protocol", "SSL"));
    }

    @Test
    void namesAPropertiesFileThatCannotBeRead(@TempDir Path dir) throws Exception {
        Path absent = dir.resolve("absent.properties");
        Path malformed = Files.writeString(dir.resolve("malformed.properties"), "a=\\u12\n");

        assertThatThrownBy(() -> KafkaConnection.readProperties(absent))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(absent.toString());
        assertThatThrownBy(() -> KafkaConnection.readProperties(malformed))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(malformed.toString());
    }

    @Test
    void refusesABootstrapServerThatIsNoAddress() {
        assertThatThrownBy(() -> KafkaConnection.of("localhost", "http://r").check(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"localhost\" is not HOST:PORT");
    }
}
