package dev.hskstream.monitor.stream;

import dev.hskstream.kafka.connection.KafkaConnection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The user's properties for a Kafka Streams application. What would change the result, or what Streams refuses or sets by
 * itself, is not the user's; all else is.
 */
public final class StreamsProperties {
    private static final Pattern PREFIX =
            Pattern.compile("^(main\\.consumer|restore\\.consumer|global\\.consumer|consumer|producer|admin)\\.");

    /** With these, records would be skipped, counted twice or brought to the wrong partition. */
    static final Set<String> DECIDE_THE_RESULT = Set.of(
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            "default." + StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
            StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
            "default." + StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG);

    /** With these, two processes that have the same file would fence each other, or block each other for ever. */
    static final Set<String> ARE_EACH_CLIENTS_OWN =
            Set.of(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG);

    /** With these, Streams or its clients would not start. */
    static final Set<String> ARE_REFUSED = Set.of(
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ProducerConfig.ACKS_CONFIG);

    /** These are set by Streams, which warns of a user's. */
    static final Set<String> ARE_STREAMS_OWN = Set.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG);

    private StreamsProperties() {}

    /** Returns them with the brokers' addresses, also without those that have a prefix such as {@code consumer.}. */
    public static Map<String, Object> of(KafkaConnection connection) {
        Map<String, Object> properties = connection.adminProperties();
        properties.keySet().removeIf(StreamsProperties::isOurs);
        return properties;
    }

    private static boolean isOurs(String name) {
        String plain = PREFIX.matcher(name).replaceFirst("");
        return DECIDE_THE_RESULT.contains(plain)
                || ARE_EACH_CLIENTS_OWN.contains(plain)
                || ARE_REFUSED.contains(plain)
                || ARE_STREAMS_OWN.contains(plain);
    }
}
