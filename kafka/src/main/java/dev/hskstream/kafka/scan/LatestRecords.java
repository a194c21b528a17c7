package dev.hskstream.kafka.scan;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.connection.KafkaExplanation;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The latest record of each key of a topic. Reads the topic once, and at later calls only new records. Not thread-safe.
 *
 * @param <V> type of the topic's values; a record without a value removes its key
 */
public final class LatestRecords<V extends SpecificRecord> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int FETCH_WAIT_MILLIS = 20;

    private final KafkaConnection connection;
    private final String topic;
    private final Consumer<ConsumerRecord<String, V>> each;
    private final SortedMap<String, V> latest = new TreeMap<>();
    private @Nullable KafkaConsumer<String, V> consumer;

    /** Creates a reader, without reading anything yet. */
    public LatestRecords(KafkaConnection connection, String topic) {
        this(connection, topic, record -> {});
    }

    /**
     * Creates a reader, without reading anything yet.
     *
     * @param each is given every record that is read, in the order of its partition
     */
    public LatestRecords(KafkaConnection connection, String topic, Consumer<ConsumerRecord<String, V>> each) {
        this.connection = connection;
        this.topic = topic;
        this.each = each;
    }

    /**
     * The records by key, up to the topic's end at the time of this call. Waits for transactions that are open at that
     * time. Empty if the topic does not exist.
     *
     * @throws UserException if Kafka or the registry fails, or the user may not read the topic
     */
    public SortedMap<String, V> read() {
        SortedMap<Integer, TopicScan.Range> ranges = TopicOffsets.of(connection, topic);
        return ranges.isEmpty() ? latest() : readTo(ranges);
    }

    /**
     * The records up to the last committed one. Costs one request, which waits {@link KafkaConnection#ATTEMPT} for an
     * answer, and after the first call never waits for a transaction.
     *
     * @throws UserException as {@link #read}
     */
    public SortedMap<String, V> refresh() {
        if (consumer == null) {
            return read();
        }
        SortedMap<Integer, TopicScan.Range> ranges = new TreeMap<>();
        consumer.endOffsets(consumer.assignment(), KafkaConnection.ATTEMPT)
                .forEach((partition, end) -> ranges.put(partition.partition(), new TopicScan.Range(0, end)));
        return readTo(ranges);
    }

    /** The records that have been read so far. */
    public SortedMap<String, V> latest() {
        return Collections.unmodifiableSortedMap(latest);
    }

    private SortedMap<String, V> readTo(SortedMap<Integer, TopicScan.Range> ranges) {
        try {
            readTo(open(ranges), ranges);
        } catch (AuthorizationException e) {
            throw AuthorizationErrors.reading(e);
        } catch (RecordDeserializationException e) {
            throw new UserException(unreadable(KafkaErrors.unreadable(e)), e);
        } catch (KafkaException e) {
            throw new UserException(unreadable(KafkaExplanation.of(e)), e);
        }
        return latest();
    }

    private String unreadable(String reason) {
        return topic + " at " + connection.bootstrapServers() + " cannot be read: " + reason;
    }

    private KafkaConsumer<String, V> open(SortedMap<Integer, TopicScan.Range> ranges) {
        if (consumer == null) {
            Map<String, Object> properties = connection.consumerProperties();
            properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
            properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
            properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
            consumer = new KafkaConsumer<>(properties);
            consumer.assign(ranges.keySet().stream().map(this::partition).toList());
            for (Map.Entry<Integer, TopicScan.Range> range : ranges.entrySet()) {
                consumer.seek(partition(range.getKey()), range.getValue().start());
            }
        }
        return consumer;
    }

    private void readTo(KafkaConsumer<String, V> opened, SortedMap<Integer, TopicScan.Range> ranges) {
        BrokerWait wait = BrokerWait.of(WaitPolicy.READ, connection);
        while (isBehind(opened, ranges)) {
            ConsumerRecords<String, V> records = opened.poll(POLL);
            records.forEach(this::take);
            if (!records.isEmpty()) {
                wait.answered();
            } else if (WaitPolicy.READ.isOver(wait.silent(() -> waiting() + WaitPolicy.READ.upTo()))) {
                throw new UserException(waiting() + "; it has lasted too long, run the command again later");
            }
        }
    }

    private String waiting() {
        String transactions = OpenTransactions.on(connection, partition(0));
        return transactions.isEmpty()
                ? "waiting for " + topic + " of Kafka at " + connection.bootstrapServers()
                : "waiting for " + transactions + " on " + topic
                        + " to end (a command is writing to it, or was killed while it did)";
    }

    private boolean isBehind(KafkaConsumer<String, V> opened, SortedMap<Integer, TopicScan.Range> ranges) {
        return opened.assignment().stream().anyMatch(partition -> {
            TopicScan.Range range = ranges.get(partition.partition());
            return range != null && opened.position(partition) < range.end();
        });
    }

    private void take(ConsumerRecord<String, V> found) {
        each.accept(found);
        if (found.value() == null) {
            latest.remove(found.key());
        } else {
            latest.put(found.key(), found.value());
        }
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
