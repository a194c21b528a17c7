package dev.hskstream.producer.worker;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import dev.hskstream.schemas.record.TokenScores;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Writes a worker's knowledge in transactions under the worker's transactional id, and owns the producer for them. A
 * producer that is not usable any more is closed at once. The next producer with the same id first ends any transaction
 * that the former one left open. From then on the outcome of a transaction is certain, even if the response to its
 * commit was lost. Used by one thread at a time: by the {@link CommitThread} while a transaction is in progress,
 * otherwise by the worker's.
 */
final class TransactionalWriter implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> properties;
    private final String topic;
    private final LongAdder bytes = new LongAdder();
    private @Nullable KafkaProducer<Long, KnowledgeRecord> producer;

    /** Creates a writer for a topic; does not open a producer yet. */
    TransactionalWriter(Map<String, Object> properties, String topic) {
        this.properties = properties;
        this.topic = topic;
    }

    /** Opens a producer. When this returns, all transactions of former producers with this id have ended. */
    void open() {
        KafkaProducer<Long, KnowledgeRecord> fresh = new KafkaProducer<>(properties);
        try {
            fresh.initTransactions();
            producer = fresh;
        } finally {
            if (producer == null) {
                fresh.close(Duration.ZERO);
            }
        }
    }

    /** Begins a transaction. */
    void begin() {
        bytes.reset();
        requireOpen().beginTransaction();
    }

    /**
     * Sends a record in the open transaction. The records of a partition are written in the order of the calls.
     *
     * @param scores encoded {@link TokenScores} for the message's header; null for a message without
     */
    void send(int partition, KnowledgeRecord record, byte @Nullable [] scores) {
        ProducerRecord<Long, KnowledgeRecord> message =
                new ProducerRecord<>(topic, partition, record.getSample(), record);
        if (scores != null) {
            message.headers().add(TokenScores.HEADER, scores);
        }
        requireTaken(requireOpen().send(message, this::written));
    }

    private void written(@Nullable RecordMetadata record, @Nullable Exception failure) {
        if (failure == null && record != null) {
            bytes.add((long) record.serializedKeySize() + record.serializedValueSize());
        }
    }

    /**
     * Commits the open transaction together with the consumed offsets, once every record is written.
     *
     * @return size of the records' keys and values in bytes
     */
    long commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        requireOpen().sendOffsetsToTransaction(offsets, group);
        requireOpen().commitTransaction();
        return bytes.sum();
    }

    /**
     * Aborts the open transaction.
     *
     * @return whether the producer is still usable; if not, it is closed, and the next producer ends the transaction
     */
    boolean abort() {
        try {
            requireOpen().abortTransaction();
            return true;
        } catch (KafkaException e) {
            drop();
            return false;
        }
    }

    /** Closes the producer without waiting for pending requests. */
    void drop() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    /**
     * Waits for pending requests and closes the producer; an open transaction must have been ended, or {@link
     * #drop}ped, before.
     */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }

    /**
     * Throws the error of a record that the producer has already failed to accept. Other errors are thrown by the
     * commit, which waits for every record. But if the broker cannot be reached, each send fails only after
     * max.block.ms, so the first such failure must end the transaction.
     */
    private static void requireTaken(Future<RecordMetadata> sent) {
        try {
            if (sent.isDone()) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private KafkaProducer<Long, KnowledgeRecord> requireOpen() {
        if (producer == null) {
            throw new IllegalStateException("no producer is open");
        }
        return producer;
    }
}
