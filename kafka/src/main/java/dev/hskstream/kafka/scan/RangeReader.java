package dev.hskstream.kafka.scan;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.KafkaErrors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Moves a consumer through offset ranges of one topic.
 *
 * <p>Positions, not records, tell the end: the last offsets of a transactional topic are markers that no consumer is
 * given. What lies behind a range is left alone, whatever it is: somebody may have written to a sealed topic.
 */
final class RangeReader<K, V> {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<K, V> consumer;
    private final String topic;
    private final Map<Integer, TopicScan.Range> ranges;

    /** Assigns the ranges' partitions to the consumer and moves it to where they begin. */
    RangeReader(KafkaConsumer<K, V> consumer, String topic, Map<Integer, TopicScan.Range> ranges) {
        this.consumer = consumer;
        this.topic = topic;
        this.ranges = ranges;
        consumer.assign(ranges.keySet().stream().map(this::partition).toList());
        consumer.resume(consumer.assignment());
        ranges.forEach((partition, range) -> consumer.seek(partition(partition), range.start()));
    }

    /**
     * Whether all ranges are read. Pauses the partitions whose range is, so that what lies behind is not even looked at.
     */
    boolean done() {
        List<TopicPartition> read = ranges.entrySet().stream()
                .filter(range ->
                        isAt(partition(range.getKey()), range.getValue().end()))
                .map(range -> partition(range.getKey()))
                .toList();
        consumer.pause(read);
        return read.size() == ranges.size();
    }

    /** A position that waits to be confirmed by a broker that is away is not behind anything yet. */
    private boolean isAt(TopicPartition partition, long end) {
        try {
            return consumer.position(partition, POLL) >= end;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /**
     * The next records, in the ranges or behind them ({@link #isInRange}); none if none came for half a second.
     *
     * @throws UserException naming topic, partition and offset of a record in a range that cannot be read
     */
    ConsumerRecords<K, V> poll() {
        try {
            return consumer.poll(POLL);
        } catch (RecordDeserializationException e) {
            long end = end(e.topicPartition().partition());
            if (e.offset() < end) {
                throw new UserException(KafkaErrors.unreadable(e), e);
            }
            // Between the range's last record and its end there were markers only.
            consumer.seek(e.topicPartition(), end);
            return ConsumerRecords.empty();
        }
    }

    boolean isInRange(ConsumerRecord<K, V> record) {
        return record.offset() < end(record.partition());
    }

    private long end(int partition) {
        return Objects.requireNonNull(ranges.get(partition)).end();
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }
}
