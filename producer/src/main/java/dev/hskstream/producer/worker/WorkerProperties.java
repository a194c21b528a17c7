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
 * The properties of a worker's clients. What exactly-once rests on is set; times are defaults that a user's own properties
 * override.
 */
final class WorkerProperties {
    /** After that long without a sign of life a worker's partitions go to the others. Three heartbeats fit in. */
    private static final int SESSION_MILLIS = 10_000;

    private static final int HEARTBEAT_MILLIS = 3_000;

    /**
     * The longest that a transaction's samples may take a teacher. A worker that is alive but slow must not lose its
     * partitions, or it would never get anywhere; one that is dead is found by its heartbeats long before.
     */
    private static final int POLL_MILLIS = 1_800_000;

    /**
     * A transaction is open for as long as it takes to send what is ready. One that a killed worker left open hides the
     * group's offsets from whoever takes over until it times out, so this is short.
     */
    private static final String TRANSACTION_MILLIS = "15000";

    private WorkerProperties() {}

    static String group(Topics topics) {
        return topics.teacherGroup();
    }

    static Map<String, Object> consumer(KafkaConnection connection, Topics topics, String worker) {
        Map<String, Object> properties = connection.consumerProperties();
        properties.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        properties.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, heartbeat(properties));
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, POLL_MILLIS);
        // The assignor and the time-outs above are the classic protocol's.
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group(topics));
        // A worker that is started again in time has its place and partitions back without a rebalance.
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, worker);
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, LongDeserializer.class);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, SampleLayout.BLOCK);
        return properties;
    }

    /** Less than a third of the session, which a user may have made short; a session that is no number is Kafka's to refuse. */
    private static int heartbeat(Map<String, Object> properties) {
        String session = String.valueOf(properties.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG))
                .strip();
        if (!session.matches("\\d{1,9}")) {
            return HEARTBEAT_MILLIS;
        }
        return Math.max(1, Math.min(HEARTBEAT_MILLIS, (Integer.parseInt(session) - 1) / 3));
    }

    static Map<String, Object> producer(KafkaConnection connection, Topics topics, String worker) {
        Map<String, Object> properties = connection.producerProperties();
        properties.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        // Nothing is gained by waiting for a transaction longer than it can live.
        properties.putIfAbsent(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, properties.get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, LongSerializer.class);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group(topics) + "." + worker);
        return properties;
    }
}
