package dev.hskstream.producer.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;
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

    private static Map<String, Object> consumer(Map<String, String> properties) {
        KafkaConnection connection = new KafkaConnection("h:1", "http://r", properties, Map.of());
        return WorkerProperties.consumer(connection, Topics.of("s"), "w");
    }
}
