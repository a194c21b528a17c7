package dev.hskstream.monitor.derive;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.monitor.stream.StreamsProperties;
import dev.hskstream.schemas.layout.Topics;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The properties of the Streams application that derives a set. What exactly-once depends on is fixed; all else is the
 * user's.
 */
final class DerivingProperties {
    /** As a teacher worker's: a killed process is missed, and its open transaction ended, after about this time. */
    private static final int SESSION_MILLIS = 10_000;

    /**
     * A member learns of a new one with its next heartbeat, and work begins when all have. Kafka's default of 3 s would
     * be most of the time of a small set.
     */
    private static final int HEARTBEAT_MILLIS = 300;

    /**
     * A record of all hidden states can have megabytes, so that Kafka's defaults would fetch one at a time and hold a
     * thousand of each partition.
     */
    private static final int FETCHED_BYTES = 8 << 20;

    private static final int BUFFERED_RECORDS = 32;

    private DerivingProperties() {}

    /**
     * Returns the properties.
     *
     * @param topics the derived set's topics, whose {@link Topics#deriveGroup} is the application's id
     * @param threads number of threads, of which each works on whole partitions
     */
    static Properties of(KafkaConnection connection, Topics topics, int threads) {
        Properties properties = new Properties();
        properties.putAll(StreamsProperties.of(connection));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.deriveGroup());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.putIfAbsent(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                Objects.requireNonNullElse(
                        connection.kafkaProperties().get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                        String.valueOf(SESSION_MILLIS)));
        properties.putIfAbsent(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                properties.getOrDefault(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS));
        properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCHED_BYTES);
        properties.putIfAbsent(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        return properties;
    }
}
