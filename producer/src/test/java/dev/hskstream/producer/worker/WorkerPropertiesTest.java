package dev.hskstream.producer.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerPropertiesTest {
    @ParameterizedTest
    @CsvSource({"6000, 1999", "3000, 999", "9001, 3000", "45000, 3000", "3, 1"})
    void threeHeartbeatsFitIntoTheSessionThatTheUserWants(String session, int heartbeat) {
        assertThat(consumer(Map.of("session.timeout.ms", session)))
                .containsEntry("session.timeout.ms", session)
                .containsEntry("heartbeat.interval.ms", heartbeat);
    }

    @ParameterizedTest
    @CsvSource({"heartbeat.interval.ms, 500", "max.poll.interval.ms, 60000"})
    void theUsersOwnTimesHold(String property, String value) {
        assertThat(consumer(Map.of(property, value))).containsEntry(property, value);
    }

    @ParameterizedTest
    @CsvSource({"2000, 10000", "3333, 10000", "10000, 30000", "44999, 134997"})
    void aSessionIsLongEnoughForThreeOfTheUsersHeartbeats(String heartbeat, int session) {
        Map<String, Object> properties = consumer(Map.of("heartbeat.interval.ms", heartbeat));

        assertThat(properties).containsEntry("session.timeout.ms", session);
        assertThatCode(() -> new KafkaConsumer<>(properties).close()).doesNotThrowAnyException();
    }

    private static Map<String, Object> consumer(Map<String, String> properties) {
        KafkaConnection connection = new KafkaConnection("127.0.0.1:1", "http://127.0.0.1:1", properties, Map.of());
        return WorkerProperties.consumer(connection, Topics.of("s"), "w");
    }
}
