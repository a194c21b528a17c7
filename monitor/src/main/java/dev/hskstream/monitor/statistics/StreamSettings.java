package dev.hskstream.monitor.statistics;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.monitor.stream.StreamsProperties;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
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

    private StreamSettings() {}

    /** The user's properties with those that exactly-once processing needs. */
    static Properties of(KafkaConnection connection, String application) {
        Map<String, Object> settings = StreamsProperties.of(connection);
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
