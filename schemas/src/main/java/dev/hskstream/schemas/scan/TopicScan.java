package dev.hskstream.schemas.scan;

import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.connect.KafkaErrors;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads committed records of a topic in given offset ranges, or up to the end the topic has when reading begins.
 *
 * <p>Positions, not records, tell the end: the last offsets of a transactional topic are markers that no consumer is
 * given.
 *
 * @param <K> key type
 * @param <V> Avro value type
 */
public final class TopicScan<K, V> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final KafkaConsumer<K, V> consumer;
    private final KafkaConnection connection;
    private final String topic;

    /**
     * A scan of the topic.
     *
     * @param group whose offsets {@link #commit} moves; null for a scan that commits nothing
     */
    public TopicScan(KafkaConnection connection, String topic, @Nullable String group, Deserializer<K> keys) {
        Map<String, Object> properties = new HashMap<>(connection.consumerProperties());
        if (group == null) {
            properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        } else {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        properties.put("key.deserializer", keys.getClass());
        this.consumer = new KafkaConsumer<>(properties);
        this.connection = connection;
        this.topic = topic;
    }

    /**
     * The offset range of every partition now.
     *
     * @throws SchemasException if there is no such topic
     */
    public SortedMap<Integer, Range> ranges() {
        SortedMap<Integer, Range> ranges = TopicOffsets.of(connection, topic);
        if (ranges.isEmpty()) {
            throw new SchemasException("there is no topic " + topic + " at " + connection.bootstrapServers());
        }
        return ranges;
    }

    /**
     * Hands every record in the ranges to {@code sink}, each partition in its order. A broker that is away is waited for,
     * and the user told so.
     *
     * @throws SchemasException naming topic, partition and offset of a record that cannot be read, or if the broker gives
     *     nothing for five minutes
     */
    public void read(Map<Integer, Range> ranges, Consumer<ConsumerRecord<K, V>> sink) {
        consumer.assign(ranges.keySet().stream().map(this::partition).toList());
        ranges.forEach((partition, range) -> consumer.seek(partition(partition), range.start()));
        Patience patience = new Patience(
                () -> "no record of " + topic + " comes; waiting for the broker at " + connection.bootstrapServers()
                        + " for up to " + LIMIT.toMinutes() + " minutes",
                "records of " + topic + " come again",
                System.err::println);
        while (!done(ranges)) {
            ConsumerRecords<K, V> records = poll();
            for (ConsumerRecord<K, V> record : records) {
                if (record.offset()
                        < Objects.requireNonNull(ranges.get(record.partition())).end()) {
                    sink.accept(record);
                }
            }
            if (!records.isEmpty()) {
                patience.came();
            } else if (patience.nothing().compareTo(LIMIT) > 0) {
                throw new SchemasException("no record of " + topic + " came for " + LIMIT.toSeconds()
                        + " s; is the broker up, has every writer of the topic ended, and are the offsets "
                        + ranges.values() + " still there?");
            }
        }
    }

    /** Commits the ranges' ends for the group, so that lag dashboards show that they were read. */
    public void commit(Map<Integer, Range> ranges) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ranges.forEach((partition, range) -> offsets.put(partition(partition), new OffsetAndMetadata(range.end())));
        consumer.commitSync(offsets);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean done(Map<Integer, Range> ranges) {
        return ranges.entrySet().stream()
                .allMatch(range -> consumer.position(partition(range.getKey()))
                        >= range.getValue().end());
    }

    private ConsumerRecords<K, V> poll() {
        try {
            return consumer.poll(POLL);
        } catch (RecordDeserializationException e) {
            throw new SchemasException(KafkaErrors.unreadable(e), e);
        }
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    /**
     * Offsets of one partition.
     *
     * @param start first offset
     * @param end one past the last
     */
    public record Range(long start, long end) {}
}
