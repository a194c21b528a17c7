package dev.hskstream.monitor.derive;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.layout.Topics;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The properties of the Streams application that derives a set. What exactly-once depends on is fixed; all else is the
 * user's.
 */
final class DerivingProperties {
    /** As a teacher worker's: a killed process is missed, and its open transaction ended, after about this time. */
    private static final int SESSION_MILLIS = 10_000;

    private DerivingProperties() {}

    /**
     * Returns the properties.
     *
     * @param topics the derived set's topics, whose {@link Topics#deriveGroup} is the application's id
     * @param threads number of threads, of which each works on whole partitions
     */
    static Properties of(KafkaConnection connection, Topics topics, int threads) {
        Properties properties = new Properties();
        connection.kafkaProperties().forEach((name, value) -> {
            if (!isOurs(name)) {
                properties.put(name, value);
            }
        });
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.deriveGroup());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.putIfAbsent(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                Objects.requireNonNullElse(
                        connection.kafkaProperties().get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                        String.valueOf(SESSION_MILLIS)));
        return properties;
    }

    /** Streams sets these itself, and warns of a user's. */
    private static boolean isOurs(String name) {
        return switch (name) {
            case ConsumerConfig.GROUP_ID_CONFIG,
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                    ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                    ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    ProducerConfig.PARTITIONER_CLASS_CONFIG,
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    ProducerConfig.ACKS_CONFIG,
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG,
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION -> true;
            default -> false;
        };
    }
}
