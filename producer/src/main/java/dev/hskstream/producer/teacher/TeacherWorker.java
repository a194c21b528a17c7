package dev.hskstream.producer.teacher;

import dev.hskstream.console.Progress;
import dev.hskstream.model.task.Example;
import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.codec.KnowledgeCodec;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.connect.KafkaErrors;
import dev.hskstream.schemas.scan.TopicOffsets;
import dev.hskstream.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * One worker of a set's teacher.
 *
 * <p><b>Exactly once.</b> The worker is a member of the consumer group {@code hsk.SET.teacher} on the samples topic. What
 * it polls, it infers, produces to the same partition of the knowledge topic, and commits as read, in one transaction:
 * after a crash at any point either both the records and the offsets are there or neither is. The transactional id is the
 * worker's name, so that a restarted worker ends at once what its predecessor left open. An error that the producer can
 * recover from aborts the transaction and goes back to the committed offsets; a fatal one ends the worker.
 *
 * <p><b>The end.</b> The samples topic does not grow once loaded. The worker ends when the group has committed the end of
 * every partition, so that it is there to take over from another that fails. Positions are committed rather than record
 * offsets: only they pass the transaction marker behind the last sample, without which lag would never reach zero.
 */
public final class TeacherWorker {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int RETRIES = 5;

    private final KafkaConnection connection;
    private final Topics topics;
    private final Teacher teacher;
    private final KnowledgeCodec codec;
    private final String name;
    private final int pollRecords;

    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long done;
    private int failures;

    /**
     * A worker.
     *
     * @param name unique among the workers of a set that run at one time, and the same after a restart
     * @param pollRecords samples of one transaction
     */
    public TeacherWorker(
            KafkaConnection connection,
            Topics topics,
            Teacher teacher,
            KnowledgeCodec codec,
            String name,
            int pollRecords) {
        this.connection = connection;
        this.topics = topics;
        this.teacher = teacher;
        this.codec = codec;
        this.name = name;
        this.pollRecords = pollRecords;
    }

    /**
     * Works until the group has read every sample.
     *
     * @param samples in the set, for the progress
     * @return samples this worker has done
     * @throws SchemasException if a record is too large, unreadable, or another worker has this one's name
     */
    public long run(long samples) {
        try (KafkaProducer<Long, KnowledgeRecord> producer = new KafkaProducer<>(producerProperties());
                KafkaConsumer<Long, Sample> consumer = new KafkaConsumer<>(consumerProperties());
                Progress progress = Progress.start("produce " + topics.set(), samples, "samples")) {
            producer.initTransactions();
            consumer.subscribe(List.of(topics.samples()));
            Map<TopicPartition, Long> ends = ends();
            progress.skip(alreadyDone(consumer, ends, samples));
            while (!finished(consumer, ends)) {
                work(consumer, producer, progress);
            }
            return done;
        }
    }

    private void work(
            KafkaConsumer<Long, Sample> consumer, KafkaProducer<Long, KnowledgeRecord> producer, Progress progress) {
        ConsumerRecords<Long, Sample> records = poll(consumer);
        Map<TopicPartition, OffsetAndMetadata> offsets = moved(consumer);
        if (offsets.isEmpty()) {
            return;
        }
        List<ConsumerRecord<Long, Sample>> input = new ArrayList<>();
        records.forEach(input::add);
        List<KnowledgeRecord> knowledge = input.isEmpty() ? List.of() : teacher.teach(examples(input), codec::encode);
        try {
            producer.beginTransaction();
            for (int i = 0; i < input.size(); i++) {
                // The commit waits for the record and throws what went wrong with it.
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                        topics.knowledge(),
                        input.get(i).partition(),
                        knowledge.get(i).getSample(),
                        knowledge.get(i)));
            }
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            commit(producer);
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
            done += input.size();
            failures = 0;
            progress.advance(input.size());
        } catch (KafkaException e) {
            recover(e, consumer, producer);
        }
    }

    private void recover(
            KafkaException e, KafkaConsumer<Long, Sample> consumer, KafkaProducer<Long, KnowledgeRecord> producer) {
        if (KafkaErrors.causedBy(e, ProducerFencedException.class)
                || KafkaErrors.causedBy(e, InvalidProducerEpochException.class)) {
            throw new SchemasException(
                    "another worker named " + name + " took over set " + topics.set() + "; give each its own --worker",
                    e);
        }
        boolean fatal = KafkaErrors.causedBy(e, OutOfOrderSequenceException.class)
                || KafkaErrors.causedBy(e, AuthorizationException.class)
                || KafkaErrors.causedBy(e, UnsupportedVersionException.class);
        if (fatal) {
            throw e;
        }
        // Before anything is refused: a producer that is closed with a failed transaction open waits for its end.
        try {
            producer.abortTransaction();
        } catch (KafkaException again) {
            e.addSuppressed(again);
            throw e;
        }
        if (KafkaErrors.causedBy(e, RecordTooLargeException.class)) {
            throw new SchemasException("a knowledge record is larger than the broker takes: "
                    + KafkaErrors.rootMessage(e)
                    + "; keep less with --depth, --length, --width or --values, under another --set, or raise"
                    + " max.message.bytes of " + topics.knowledge() + " and max.request.size in --kafka-config");
        }
        if (++failures > RETRIES) {
            throw new SchemasException("set " + topics.set() + ": " + failures
                    + " transactions in a row failed, the last with " + KafkaErrors.rootMessage(e)
                    + "; if the group took the partitions away, lower --transaction-size");
        }
        rewind(consumer);
    }

    /** A commit that timed out may have gone through; only asking again tells. */
    private static void commit(KafkaProducer<Long, KnowledgeRecord> producer) {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (attempt == RETRIES) {
                    throw e;
                }
            }
        }
    }

    private void rewind(KafkaConsumer<Long, Sample> consumer) {
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

    private ConsumerRecords<Long, Sample> poll(KafkaConsumer<Long, Sample> consumer) {
        try {
            return consumer.poll(POLL);
        } catch (RecordDeserializationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SchemasException(
                    e.topicPartition() + "@" + e.offset() + ": " + cause.getMessage()
                            + "; load the data under another --set",
                    e);
        }
    }

    /** Where the positions are past what was committed. */
    private Map<TopicPartition, OffsetAndMetadata> moved(KafkaConsumer<Long, Sample> consumer) {
        Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            if (position > committed.getOrDefault(partition, 0L)) {
                moved.put(partition, new OffsetAndMetadata(position));
            }
        }
        return moved;
    }

    private boolean finished(KafkaConsumer<Long, Sample> consumer, Map<TopicPartition, Long> ends) {
        boolean ownDone = consumer.assignment().stream()
                .allMatch(partition ->
                        committed.getOrDefault(partition, -1L) >= ends.getOrDefault(partition, Long.MAX_VALUE));
        if (!ownDone) {
            return false;
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = consumer.committed(ends.keySet());
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata offset = offsets.get(end.getKey());
            return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
        });
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        TopicOffsets.of(connection, topics.samples())
                .forEach((partition, range) -> ends.put(new TopicPartition(topics.samples(), partition), range.end()));
        if (ends.isEmpty()) {
            throw new SchemasException("there is no topic " + topics.samples() + "; load the data under another --set");
        }
        return ends;
    }

    /** What earlier workers did, as a share of the offsets: markers make offsets and samples differ a little. */
    private static long alreadyDone(
            KafkaConsumer<Long, Sample> consumer, Map<TopicPartition, Long> ends, long samples) {
        long all = ends.values().stream().mapToLong(Long::longValue).sum();
        long read = consumer.committed(ends.keySet()).values().stream()
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .sum();
        return all == 0 ? 0 : samples * read / all;
    }

    private static List<Example> examples(List<ConsumerRecord<Long, Sample>> records) {
        return records.stream()
                .map(ConsumerRecord::value)
                .map(s -> new Example(
                        s.getIndex(),
                        s.getText(),
                        s.getTextPair(),
                        s.getLabel() == null ? OptionalDouble.empty() : OptionalDouble.of(s.getLabel())))
                .toList();
    }

    private Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>(connection.consumerProperties());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, "hsk." + topics.set() + ".teacher");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, LongDeserializer.class);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords);
        return properties;
    }

    private Map<String, Object> producerProperties() {
        Map<String, Object> properties = new HashMap<>(connection.producerProperties());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, LongSerializer.class);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "hsk." + topics.set() + ".teacher." + name);
        return properties;
    }
}
