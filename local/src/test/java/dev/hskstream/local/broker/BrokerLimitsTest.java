package dev.hskstream.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.ManifestChange;
import dev.hskstream.kafka.catalog.ManifestStore;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.topics.TopicCreation;
import dev.hskstream.local.registry.DevRegistry;
import dev.hskstream.schemas.layout.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that allows no transaction as long as the program's own default. */
@Timeout(60)
class BrokerLimitsTest {
    private static EmbeddedBroker broker;
    private static DevRegistry registry;

    @BeforeAll
    static void start(@TempDir Path dir) {
        registry = DevRegistry.start(dir.resolve("registry"), 0);
        broker = EmbeddedBroker.start(
                new BrokerConfig(dir.resolve("broker"), 0, Map.of("transaction.max.timeout.ms", "7000")));
        TopicCreation.manifests(connection(Map.of()));
    }

    @AfterAll
    static void stop() {
        broker.close();
        registry.close();
    }

    @Test
    void aManifestsTransactionThatTheBrokersFindTooLongNamesTheLimitAtTheFirstRefusal() {
        assertThatThrownBy(() -> write(Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessage("transaction.timeout.ms is 10000, more than the brokers' transaction.max.timeout.ms=7000;"
                        + " put transaction.timeout.ms=7000 into --kafka-config, or have the brokers' limit changed");
    }

    @Test
    void theValueThatIsNamedFits() {
        assertThat(write(Map.of("transaction.timeout.ms", "7000"))).isEqualTo("limits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"45000", "5000"})
    void aRequestTimeOutOfTheUsersDoesNotClashWithTimesOfOurs(String millis) {
        assertThat(TopicOffsets.of(connection(Map.of("request.timeout.ms", millis)), Topics.MANIFESTS))
                .hasSize(1);
    }

    private static String write(Map<String, String> properties) {
        return new ManifestStore(connection(properties))
                .write("limits", before -> ManifestChange.to(Manifests.loaded("limits")))
                .getSet();
    }

    private static KafkaConnection connection(Map<String, String> properties) {
        return new KafkaConnection(broker.bootstrapServers(), registry.url(), properties, Map.of());
    }
}
