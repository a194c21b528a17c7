package dev.hskstream.producer.teacher;

import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.connect.KafkaErrors;
import dev.hskstream.schemas.scan.TopicOffsets;
import dev.hskstream.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.LongDeserializer;

/**
 * A worker's share of the samples topic, as a member of the group {@code hsk.SET.teacher}.
 *
 * <p><b>The end.</b> The topic does not grow once loaded. The input is finished when the group has committed the end of
 * every partition, so that a worker is there to take over from another that fails. Positions are committed rather than
 * record offsets: only they pass the transaction marker behind the last sample, without which lag would never reach zero.
 */
final class SamplesInput implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<Long, Sample> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    /** Joins the group; throws {@link SchemasException} if there is no such topic. */
    SamplesInput(KafkaConnection connection, Topics topics, int pollRecords) {
        String topic = topics.samples();
        TopicOffsets.of(connection, topic)
                .forEach((partition, range) -> ends.put(new TopicPartition(topic, partition), range.end()));
        if (ends.isEmpty()) {
            throw new SchemasException("there is no topic " + topic + "; load the data under another --set");
        }
        Map<String, Object> properties = new HashMap<>(connection.consumerProperties());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "hsk." + topics.set() + ".teacher");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, LongDeserializer.class);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords);
        consumer = new KafkaConsumer<>(properties);
        consumer.subscribe(List.of(topic));
    }

    /** The next samples; none if nothing came for a while. */
    List<ConsumerRecord<Long, Sample>> poll() {
        try {
            List<ConsumerRecord<Long, Sample>> records = new ArrayList<>();
            consumer.poll(POLL).forEach(records::add);
            return records;
        } catch (RecordDeserializationException e) {
            throw new SchemasException(KafkaErrors.unreadable(e) + "; load the data under another --set", e);
        }
    }

    /** The positions that are past what was committed: what the next transaction has to commit. */
    Map<TopicPartition, OffsetAndMetadata> uncommitted() {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            if (position > committed.getOrDefault(partition, 0L)) {
                moved.put(partition, new OffsetAndMetadata(position));
            }
        }
        return moved;
    }

    /** Takes note of what a transaction committed. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
    }

    /** What a transaction names its offsets' group with. */
    ConsumerGroupMetadata group() {
        return consumer.groupMetadata();
    }

    /** Goes back to what the group has committed. */
    void rewind() {
        Set<TopicPartition> assigned = consumer.assignment();
        Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(assigned);
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata offset = offsets.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
    }

    /** Whether the group has read every sample. Asks the broker only when this worker's own partitions are done. */
    boolean finished() {
        boolean ownDone = consumer.assignment().stream()
                .allMatch(partition ->
                        committed.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, Long.MAX_VALUE));
        return ownDone
                && groupOffsets().entrySet().stream()
                        .allMatch(offset -> offset.getValue() >= ends.getOrDefault(offset.getKey(), Long.MAX_VALUE));
    }

    /** What was done before, as a share of the offsets: markers make offsets and samples differ a little. */
    long alreadyDone(long samples) {
        long all = ends.values().stream().mapToLong(Long::longValue).sum();
        long read = groupOffsets().values().stream().mapToLong(Long::longValue).sum();
        return all == 0 ? 0 : samples * read / all;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** 0 where the group has committed nothing yet. */
    private Map<TopicPartition, Long> groupOffsets() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer.committed(ends.keySet())
                .forEach((partition, offset) -> offsets.put(partition, offset == null ? 0 : offset.offset()));
        return offsets;
    }
}
