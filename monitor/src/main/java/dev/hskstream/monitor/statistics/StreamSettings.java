package dev.hskstream.monitor.statistics;

import dev.hskstream.kafka.connection.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;

/** The properties of a Kafka Streams application. */
final class StreamSettings {
    /** Records are counted, and the result is committed, this often. */
    static final Duration COMMIT = Duration.ofMillis(500);

    /** An instance that was killed is replaced by the others after this time. */
    private static final Duration SESSION = Duration.ofSeconds(10);

    /** A set's topic is found after this time. */
    private static final Duration DISCOVERY = Duration.ofSeconds(5);

    /** What Kafka Streams sets by itself, or names anew for each of its clients. */
    private static final List<String> NOT_THE_USERS = List.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.ACKS_CONFIG);

    private StreamSettings() {}

    /** The user's properties with those that exactly-once processing needs. */
    static Properties of(KafkaConnection connection, String application) {
        Map<String, Object> settings = connection.adminProperties();
        NOT_THE_USERS.forEach(settings::remove);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT.toMillis());
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        if (!settings.containsKey(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)) {
            settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                    SESSION.toMillis());
        }
        settings.putIfAbsent(StreamsConfig.METADATA_MAX_AGE_CONFIG, DISCOVERY.toMillis());
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }
}
