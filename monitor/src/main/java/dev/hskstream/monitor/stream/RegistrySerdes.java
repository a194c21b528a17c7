package dev.hskstream.monitor.stream;

import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.schemas.avro.Statistic;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** The Avro serializers that a connection's clients use, for code that serializes by itself. */
public final class RegistrySerdes {
    private RegistrySerdes() {}

    /** Returns a deserializer of a topic's values. */
    @SuppressWarnings("unchecked") // the records' type comes from the topic
    public static <T> Deserializer<T> deserializer(KafkaConnection connection) {
        Map<String, Object> properties = connection.consumerProperties();
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        Deserializer<T> values = new ConsumerConfig(properties)
                .getConfiguredInstance(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, Deserializer.class);
        values.configure(properties, false);
        return values;
    }

    /** Returns a serializer of values. */
    @SuppressWarnings("unchecked") // Avro serializers take any record
    public static <T> Serializer<T> serializer(KafkaConnection connection) {
        Map<String, Object> properties = connection.producerProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        Serializer<T> values = new ProducerConfig(properties)
                .getConfiguredInstance(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, Serializer.class);
        values.configure(properties, false);
        return values;
    }

    /** Returns the serde of statistics. */
    public static Serde<Statistic> statistics(KafkaConnection connection) {
        return StatisticSerde.of(serializer(connection), deserializer(connection));
    }
}
