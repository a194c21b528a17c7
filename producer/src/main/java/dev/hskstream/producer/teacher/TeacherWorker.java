package dev.hskstream.producer.teacher;

import dev.hskstream.console.Progress;
import dev.hskstream.model.task.Example;
import dev.hskstream.schemas.SchemasException;
import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.codec.KnowledgeCodec;
import dev.hskstream.schemas.connect.KafkaConnection;
import dev.hskstream.schemas.connect.KafkaErrors;
import dev.hskstream.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * One worker of a set's teacher.
 *
 * <p><b>Exactly once.</b> The worker is a member of the consumer group {@code hsk.SET.teacher} on the samples topic. What
 * it polls, it infers, produces to the same partition of the knowledge topic, and commits as read, in one transaction:
 * after a crash at any point either both the records and the offsets are there or neither is. The transactional id is the
 * worker's name, so that a restarted worker ends at once what its predecessor left open. An error that the producer can
 * recover from aborts the transaction and goes back to the committed offsets; a fatal one ends the worker.
 */
public final class TeacherWorker {
    private static final int RETRIES = 5;

    private final KafkaConnection connection;
    private final Topics topics;
    private final Teacher teacher;
    private final KnowledgeCodec codec;
    private final String name;
    private final int pollRecords;

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
                SamplesInput input = new SamplesInput(connection, topics, pollRecords);
                Progress progress = Progress.start("produce " + topics.set(), samples, "samples")) {
            producer.initTransactions();
            progress.skip(input.alreadyDone(samples));
            while (!input.finished()) {
                work(input, producer, progress);
            }
            return done;
        }
    }

    private void work(SamplesInput input, KafkaProducer<Long, KnowledgeRecord> producer, Progress progress) {
        List<ConsumerRecord<Long, Sample>> samples = input.poll();
        Map<TopicPartition, OffsetAndMetadata> offsets = input.uncommitted();
        if (offsets.isEmpty()) {
            return;
        }
        List<KnowledgeRecord> knowledge =
                samples.isEmpty() ? List.of() : teacher.teach(examples(samples), codec::encode);
        try {
            producer.beginTransaction();
            for (int i = 0; i < knowledge.size(); i++) {
                // The commit waits for the record and throws what went wrong with it.
                Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                        topics.knowledge(),
                        samples.get(i).partition(),
                        knowledge.get(i).getSample(),
                        knowledge.get(i)));
            }
            producer.sendOffsetsToTransaction(offsets, input.group());
            commit(producer);
            input.committed(offsets);
            done += samples.size();
            failures = 0;
            progress.advance(samples.size());
        } catch (KafkaException e) {
            recover(e, input, producer);
        }
    }

    private void recover(KafkaException e, SamplesInput input, KafkaProducer<Long, KnowledgeRecord> producer) {
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
        input.rewind();
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

    private Map<String, Object> producerProperties() {
        Map<String, Object> properties = new HashMap<>(connection.producerProperties());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, LongSerializer.class);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "hsk." + topics.set() + ".teacher." + name);
        return properties;
    }
}
