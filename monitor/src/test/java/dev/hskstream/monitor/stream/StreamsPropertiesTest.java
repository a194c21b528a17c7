package dev.hskstream.monitor.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hskstream.kafka.connection.KafkaConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RoundRobinAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each property is filtered because of what Kafka Streams would do with it, which is tried here. */
class StreamsPropertiesTest {
    private static final Map<String, String> USERS = Map.ofEntries(
            Map.entry("auto.offset.reset", "latest"),
            Map.entry("partitioner.class", RoundRobinPartitioner.class.getName()),
            Map.entry("partitioner.ignore.keys", "true"),
            Map.entry("deserialization.exception.handler", LogAndContinueExceptionHandler.class.getName()),
            Map.entry("default.deserialization.exception.handler", LogAndContinueExceptionHandler.class.getName()),
            Map.entry("processing.exception.handler", LogAndContinueProcessingExceptionHandler.class.getName()),
            Map.entry("production.exception.handler", Skipping.class.getName()),
            Map.entry("default.production.exception.handler", Skipping.class.getName()),
            Map.entry("group.instance.id", "one"),
            Map.entry("transaction.two.phase.commit.enable", "true"),
            Map.entry("group.protocol", "consumer"),
            Map.entry("group.remote.assignor", "uniform"),
            Map.entry("acks", "1"),
            Map.entry("group.id", "mine"),
            Map.entry("isolation.level", "read_uncommitted"),
            Map.entry("enable.auto.commit", "true"),
            Map.entry("allow.auto.create.topics", "true"),
            Map.entry("partition.assignment.strategy", RoundRobinAssignor.class.getName()),
            Map.entry("key.deserializer", StringDeserializer.class.getName()),
            Map.entry("value.deserializer", StringDeserializer.class.getName()),
            Map.entry("key.serializer", StringSerializer.class.getName()),
            Map.entry("value.serializer", StringSerializer.class.getName()),
            Map.entry("transactional.id", "mine"),
            Map.entry("enable.idempotence", "false"));

    /** A handler that skips what cannot be written. */
    public static final class Skipping implements ProductionExceptionHandler {
        @Override
        public void configure(Map<String, ?> configs) {}
    }

    @Test
    void knowsAReasonForEachProperty() {
        Set<String> all = new TreeSet<>();
        Stream.of(decideTheResult(), areEachClientsOwn(), areRefused(), areStreamsOwn())
                .forEach(names ->
                        names.forEach(name -> assertThat(all.add(name)).as(name).isTrue()));

        assertThat(all).isEqualTo(new TreeSet<>(USERS.keySet()));
    }

    @Test
    void leavesOutOnlyThose() {
        Map<String, String> users = new HashMap<>();
        USERS.forEach((name, value) -> {
            users.put(name, value);
            users.put("consumer." + name, value);
            users.put("main.consumer." + name, value);
            users.put("producer." + name, value);
        });
        users.put("sasl.mechanism", "PLAIN");
        users.put("consumer.max.poll.records", "7");

        assertThat(StreamsProperties.of(new KafkaConnection("b:1", "http://r", users, Map.of())))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bootstrap.servers", "b:1", "sasl.mechanism", "PLAIN", "consumer.max.poll.records", "7"));
    }

    static Set<String> decideTheResult() {
        return StreamsProperties.DECIDE_THE_RESULT;
    }

    static Set<String> areEachClientsOwn() {
        return StreamsProperties.ARE_EACH_CLIENTS_OWN;
    }

    static Set<String> areRefused() {
        return StreamsProperties.ARE_REFUSED;
    }

    static Set<String> areStreamsOwn() {
        return StreamsProperties.ARE_STREAMS_OWN;
    }

    /** Streams would use the user's value. */
    @ParameterizedTest
    @MethodSource({"decideTheResult", "areEachClientsOwn"})
    void wouldBeUsed(String name) {
        StreamsConfig streams = streams(Map.of(name, value(name)));

        List<String> used = name.endsWith("exception.handler")
                ? List.of(
                        streams.deserializationExceptionHandler().getClass().getName(),
                        streams.processingExceptionHandler().getClass().getName(),
                        streams.productionExceptionHandler().getClass().getName())
                : List.of(String.valueOf(consumer(streams)
                        .getOrDefault(name, streams.getProducerConfigs("c").get(name))));
        assertThat(used).anyMatch(value -> value.startsWith(value(name)));
    }

    @ParameterizedTest
    @MethodSource("areRefused")
    void wouldBeRefused(String name) {
        assertThatThrownBy(() -> startClients(Map.of(name, value(name)))).isInstanceOf(KafkaException.class);
    }

    /** Streams would use its own value, or objects of its own. */
    @ParameterizedTest
    @MethodSource("areStreamsOwn")
    void wouldNotBeUsed(String name) {
        if (name.endsWith("serializer")) {
            startClients(Map.of(name, "no.such.Class"));
        } else {
            StreamsConfig streams = streams(Map.of(name, value(name)));
            Map<String, Object> used =
                    ConsumerConfig.configNames().contains(name) ? consumer(streams) : streams.getProducerConfigs("c");
            assertThat(String.valueOf(used.get(name))).isNotEqualTo(value(name));
        }
    }

    private static void startClients(Map<String, String> users) {
        StreamsConfig streams = streams(users);
        Map<String, Object> consumer = consumer(streams);
        // Streams' own assignor needs more of Streams than its configuration.
        consumer.remove("partition.assignment.strategy");
        Map<String, Object> producer = streams.getProducerConfigs("c");
        producer.put("transactional.id", "t");
        new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer()).close();
        new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer()).close();
    }

    private static String value(String name) {
        return Objects.requireNonNull(USERS.get(name), name);
    }

    private static StreamsConfig streams(Map<String, String> users) {
        Map<String, Object> all = new HashMap<>(users);
        all.put("bootstrap.servers", "127.0.0.1:1");
        all.put("application.id", "a");
        all.put("processing.guarantee", "exactly_once_v2");
        return new StreamsConfig(all);
    }

    private static Map<String, Object> consumer(StreamsConfig streams) {
        return streams.getMainConsumerConfigs("g", "c", 0);
    }
}
