package dev.hskstream.kafka.scan;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitClock;
import dev.hskstream.kafka.waiting.WaitPolicy;
import dev.hskstream.schemas.encoding.CodecException;
import dev.hskstream.schemas.layout.Topics;
import dev.hskstream.schemas.record.RecordBytes;
import dev.hskstream.schemas.serde.RecordBytesDeserializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the committed records in offset ranges of a topic.
 *
 * @param <K> key type
 * @param <V> Avro value type
 */
public final class TopicScan<K, V> implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int FETCH_WAIT_MILLIS = 20;

    private final KafkaConsumer<K, V> consumer;
    private final KafkaConnection connection;
    private final String topic;
    private final @Nullable String group;
    private final boolean tombstones;

    /**
     * Creates a scan of the topic. Only the compacted topic {@link Topics#TOKENIZERS} may have records without a value.
     *
     * @param group consumer group whose offsets {@link #commit} commits; null for a scan without a group
     */
    public TopicScan(KafkaConnection connection, String topic, @Nullable String group, Deserializer<K> keys) {
        this(connection, topic, group, keys, connection.consumerProperties(), topic.equals(Topics.TOKENIZERS));
    }

    /**
     * Creates a scan of knowledge records as {@link RecordBytes}, without a group. It also returns records without a
     * value, so the caller should use {@link #deliver}.
     */
    public static TopicScan<Long, byte[]> recordBytes(KafkaConnection connection, String topic) {
        Map<String, Object> properties = connection.consumerProperties();
        RecordBytesDeserializer.into(properties);
        return new TopicScan<>(connection, topic, null, new LongDeserializer(), properties, true);
    }

    /** Creates a scan of records as raw bytes, without a group. No record can fail to deserialize. */
    public static TopicScan<byte[], byte[]> raw(KafkaConnection connection, String topic) {
        Map<String, Object> properties = connection.consumerProperties();
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return new TopicScan<>(connection, topic, null, new ByteArrayDeserializer(), properties, true);
    }

    private TopicScan(
            KafkaConnection connection,
            String topic,
            @Nullable String group,
            Deserializer<K> keys,
            Map<String, Object> properties,
            boolean tombstones) {
        if (group == null) {
            properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        } else {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        }
        properties.put("key.deserializer", keys.getClass());
        // All records exist already, so a fetch that waits for more would only delay closing the consumer.
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
        this.consumer = new KafkaConsumer<>(properties);
        this.connection = connection;
        this.topic = topic;
        this.group = group;
        this.tombstones = tombstones;
    }

    /**
     * The current offset range of every partition.
     *
     * @throws UserException if the topic does not exist
     */
    public SortedMap<Integer, Range> ranges() {
        SortedMap<Integer, Range> ranges = TopicOffsets.of(connection, topic);
        if (ranges.isEmpty()) {
            throw new UserException("there is no topic " + topic + " at " + connection.bootstrapServers());
        }
        return ranges;
    }

    /**
     * Passes every record in the ranges to {@code sink}, each partition in order. Waits for a broker that is
     * unavailable, and tells the user so.
     *
     * @throws UserException that names topic, partition and offset if a record cannot be read, or if the broker returns
     *     nothing for five minutes
     */
    public void read(Map<Integer, Range> ranges, Consumer<ConsumerRecord<K, V>> sink) {
        try {
            readAll(ranges, sink);
        } catch (AuthorizationException e) {
            throw AuthorizationErrors.reading(e);
        }
    }

    private void readAll(Map<Integer, Range> ranges, Consumer<ConsumerRecord<K, V>> sink) {
        RangeReader<K, V> reader = new RangeReader<>(consumer, topic, ranges);
        if (group != null) {
            // Finds out before reading, not after, whether the user may use the group.
            brokerWait().retry(() -> consumer.committed(consumer.assignment(), ANSWER));
        }
        BrokerWait wait = new BrokerWait(
                WaitPolicy.READ,
                connection.bootstrapServers(),
                "records of " + topic + " come again",
                connection.listener()::notice,
                WaitClock.SYSTEM);
        while (!reader.done()) {
            ConsumerRecords<K, V> records = reader.poll();
            for (ConsumerRecord<K, V> record : records) {
                if (reader.isInRange(record)) {
                    hand(record, sink);
                }
            }
            if (!records.isEmpty()) {
                wait.answered();
            } else {
                requirePatience(wait.silent(this::waiting), ranges);
            }
        }
    }

    private BrokerWait brokerWait() {
        return BrokerWait.of(WaitPolicy.READ, connection);
    }

    private String waiting() {
        return "no record of " + topic + " comes; waiting for the broker at " + connection.bootstrapServers()
                + WaitPolicy.READ.upTo();
    }

    private void requirePatience(Duration silence, Map<Integer, Range> ranges) {
        if (WaitPolicy.READ.isOver(silence)) {
            throw new UserException("no record of " + topic + " came for " + silence.toSeconds()
                    + " s; is the broker up, has every writer of the topic ended, and are the offsets "
                    + ranges.values() + " still there?");
        }
    }

    /** Commits the ranges' ends for the group, so that lag dashboards show that they were read. */
    public void commit(Map<Integer, Range> ranges) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        ranges.forEach((partition, range) -> offsets.put(partition(partition), new OffsetAndMetadata(range.end())));
        try {
            brokerWait().retry(() -> {
                consumer.commitSync(offsets, ANSWER);
                return offsets;
            });
        } catch (AuthorizationException e) {
            throw AuthorizationErrors.reading(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void hand(ConsumerRecord<K, V> record, Consumer<ConsumerRecord<K, V>> sink) {
        if (tombstones) {
            sink.accept(record);
        } else {
            deliver(record, value -> sink.accept(record));
        }
    }

    /**
     * Passes a record's value to a consumer.
     *
     * @throws UserException that names topic, partition and offset, if there is no value or {@code sink} refuses it
     */
    public static <V> void deliver(ConsumerRecord<?, V> record, Consumer<V> sink) {
        if (record.value() == null) {
            throw new UserException(place(record) + ": the record has no value; was it written by something else?");
        }
        try {
            sink.accept(record.value());
        } catch (CodecException e) {
            throw new UserException(place(record) + ": " + e.getMessage(), e);
        }
    }

    /** Formats a record's place: {@code TOPIC-PARTITION@OFFSET}. */
    public static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    /**
     * A range of offsets in one partition.
     *
     * @param start first offset
     * @param end offset after the last
     */
    public record Range(long start, long end) {}
}
