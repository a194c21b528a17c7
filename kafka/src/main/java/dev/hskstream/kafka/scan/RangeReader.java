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
 * Reads offset ranges of one topic with a consumer.
 *
 * <p>The consumer's position decides when a range has been read, not the records, because the last offsets of a
 * transactional topic are markers that consumers do not return. Records after a range are ignored, since other programs
 * may have written to a sealed topic.
 */
final class RangeReader<K, V> {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<K, V> consumer;
    private final String topic;
    private final Map<Integer, TopicScan.Range> ranges;

    /** Assigns the ranges' partitions to the consumer and seeks to their starts. */
    RangeReader(KafkaConsumer<K, V> consumer, String topic, Map<Integer, TopicScan.Range> ranges) {
        this.consumer = consumer;
        this.topic = topic;
        this.ranges = ranges;
        consumer.assign(ranges.keySet().stream().map(this::partition).toList());
        consumer.resume(consumer.assignment());
        ranges.forEach((partition, range) -> consumer.seek(partition(partition), range.start()));
    }

    /**
     * Whether all ranges have been read. Pauses the partitions that have been read to the end of their range, so that
     * nothing after it is fetched.
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

    /** While the position cannot be confirmed because the broker is unavailable, the end is not reached. */
    private boolean isAt(TopicPartition partition, long end) {
        try {
            return consumer.position(partition, POLL) >= end;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /**
     * Polls for records, which may also lie after their range ({@link #isInRange}). Returns none if there are none for
     * half a second.
     *
     * @throws UserException that names topic, partition and offset, if a record in a range cannot be read
     */
    ConsumerRecords<K, V> poll() {
        try {
            return consumer.poll(POLL);
        } catch (RecordDeserializationException e) {
            long end = end(e.topicPartition().partition());
            if (e.offset() < end) {
                throw new UserException(KafkaErrors.unreadable(e), e);
            }
            // The rest of the range was transaction markers only.
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
