package dev.hskstream.producer.worker;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.layout.SampleLayout;
import dev.hskstream.schemas.layout.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * The properties of a worker's Kafka clients. Those that exactly-once semantics depend on are fixed; timeouts are
 * defaults that the user's properties override.
 */
final class WorkerProperties {
    /**
     * Without a heartbeat for this long, a worker's partitions are reassigned. It has time for three heartbeats at
     * Kafka's default interval of 3 seconds.
     */
    private static final int SESSION_MILLIS = 10_000;

    /**
     * Upper limit for computing one transaction's samples. A live but slow worker must not lose its partitions, or it
     * would never make progress; a dead one is detected much sooner by its missing heartbeats.
     */
    private static final int POLL_MILLIS = 1_800_000;

    /**
     * A transaction is open only while finished records are sent. One that a killed worker left open hides the group's
     * offsets from its successor until it times out, so the timeout is short.
     */
    private static final String TRANSACTION_MILLIS = "15000";

    private WorkerProperties() {}

    static String group(Topics topics) {
        return topics.teacherGroup();
    }

    static Map<String, Object> consumer(KafkaConnection connection, Topics topics, String worker) {
        Map<String, Object> properties = connection.consumerProperties();
        properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, session(properties));
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, POLL_MILLIS);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group(topics));
        // Static membership: a worker that restarts within the session timeout gets its partitions back without a
        // rebalance.
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, worker);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, LongDeserializer.class);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, SampleLayout.BLOCK);
        return properties;
    }

    /**
     * Three heartbeats fit into a session, also where the user made the interval longer. An interval that is not a
     * number is left to Kafka to refuse.
     */
    private static int session(Map<String, Object> properties) {
        String heartbeat = String.valueOf(properties.get(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG))
                .strip();
        return heartbeat.matches("\\d{1,8}")
                ? Math.max(SESSION_MILLIS, 3 * Integer.parseInt(heartbeat))
                : SESSION_MILLIS;
    }

    static Map<String, Object> producer(KafkaConnection connection, Topics topics, String worker) {
        Map<String, Object> properties = connection.producerProperties();
        properties.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        // Waiting longer than a transaction can live is useless.
        properties.putIfAbsent(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, properties.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, LongSerializer.class);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group(topics) + "." + worker);
        return properties;
    }
}
