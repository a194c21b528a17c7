package dev.hskstream.trainer.replay;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.catalog.RecordRanges;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.kafka.scan.TopicOffsets;
import dev.hskstream.kafka.scan.TopicScan;
import dev.hskstream.kafka.waiting.BrokerWait;
import dev.hskstream.kafka.waiting.WaitClock;
import dev.hskstream.kafka.waiting.WaitPolicy;
import dev.hskstream.schemas.avro.KnowledgeManifest;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.layout.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.LongDeserializer;

/** Reads the committed records of a set while it is being produced, from the first one on. */
final class KnowledgeTail implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<Long, KnowledgeRecord> consumer;
    private final BrokerWait wait;
    private final Supplier<String> waiting;

    /**
     * Opens the consumer; waits until the set's topic exists.
     *
     * @param atOnce maximum number of records that one poll returns
     * @param state describes what has arrived so far, for the notice that is shown while waiting
     */
    KnowledgeTail(
            KafkaConnection connection,
            KnowledgeManifest manifest,
            int atOnce,
            Supplier<String> state,
            Consumer<String> notices) {
        Map<String, Object> properties = new HashMap<>(connection.consumerProperties());
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, LongDeserializer.class);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, atOnce);
        String set = manifest.getSet();
        String topic = Topics.of(set).knowledge();
        SortedMap<Integer, TopicScan.Range> offsets = BrokerWait.of(WaitPolicy.FOLLOW, connection, notices)
                .until(
                        () -> TopicOffsets.of(connection, topic),
                        found -> !found.isEmpty(),
                        "there is no topic " + topic + " yet; waiting for the teacher of set " + set);
        this.consumer = new KafkaConsumer<>(properties);
        consumer.assign(offsets.keySet().stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList());
        RecordRanges.produced(manifest, offsets)
                .forEach((partition, range) -> consumer.seek(new TopicPartition(topic, partition), range.start()));
        this.waiting = () -> "waiting for the teacher of set " + set + ": " + state.get();
        this.wait = new BrokerWait(
                WaitPolicy.FOLLOW,
                connection.bootstrapServers(),
                "the teacher of set " + set + " goes on",
                notices,
                WaitClock.SYSTEM);
    }

    /**
     * Passes on the records that have arrived; none if none arrives within {@link #POLL}.
     *
     * @return how long ago the last record arrived; zero if this call passed some on
     * @throws UserException naming topic, partition and offset of a record that cannot be read or is refused
     */
    Duration poll(Consumer<KnowledgeRecord> sink) {
        ConsumerRecords<Long, KnowledgeRecord> records;
        try {
            records = consumer.poll(POLL);
        } catch (RecordDeserializationException e) {
            throw new UserException(KafkaErrors.unreadable(e), e);
        }
        for (ConsumerRecord<Long, KnowledgeRecord> record : records) {
            TopicScan.deliver(record, sink);
        }
        if (records.isEmpty()) {
            return wait.silent(waiting);
        }
        wait.answered();
        return Duration.ZERO;
    }

    /** Whether all records in these offset ranges have been passed on. */
    boolean passed(SortedMap<Integer, TopicScan.Range> ranges) {
        return consumer.assignment().stream().allMatch(partition -> {
            TopicScan.Range range = ranges.get(partition.partition());
            return range == null || isAt(partition, range.end());
        });
    }

    /** If the broker cannot be reached to confirm the position, the end counts as not reached yet. */
    private boolean isAt(TopicPartition partition, long end) {
        try {
            return consumer.position(partition, POLL) >= end;
        } catch (TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
