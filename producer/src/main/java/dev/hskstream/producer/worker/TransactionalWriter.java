package dev.hskstream.producer.worker;

import dev.hskstream.schemas.avro.KnowledgeRecord;
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
 * Writes a worker's knowledge: transactions under the worker's transactional id, and the producer that makes them. A
 * producer that is of no more use is closed at once. The next one under the same id first ends whatever the one before left
 * open; from then on it is certain how a transaction ended whose answer was lost. One thread at a time uses it: the
 * {@link CommitThread}'s while a transaction is on its way, else the worker's.
 */
final class TransactionalWriter implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> properties;
    private final String topic;
    private final LongAdder bytes = new LongAdder();
    private @Nullable KafkaProducer<Long, KnowledgeRecord> producer;

    /** Knowledge for a topic; nothing is opened yet. */
    TransactionalWriter(Map<String, Object> properties, String topic) {
        this.properties = properties;
        this.topic = topic;
    }

    /** Opens a producer; every transaction of those before it has ended when this returns. */
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

    /** Hands over a record of the open transaction; a partition's records are written in the order they come. */
    void send(int partition, KnowledgeRecord record) {
        requireTaken(
                requireOpen().send(new ProducerRecord<>(topic, partition, record.getSample(), record), this::written));
    }

    private void written(@Nullable RecordMetadata record, @Nullable Exception failure) {
        if (failure == null && record != null) {
            bytes.add((long) record.serializedKeySize() + record.serializedValueSize());
        }
    }

    /**
     * Ends the open transaction with the offsets that its records come from, once every record is written.
     *
     * @return bytes of its records' keys and values
     */
    long commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        requireOpen().sendOffsetsToTransaction(offsets, group);
        requireOpen().commitTransaction();
        return bytes.sum();
    }

    /**
     * Ends the open transaction without a trace.
     *
     * @return whether the producer could do that; if not, it is given up, and the next one's first act is to end what this
     *     one left
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

    /** Gives the producer up without waiting for anything. */
    void drop() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    /** Waits for what the producer still does; a transaction that is open must have been {@link #drop}ped before. */
    @Override
    public void close() {
        if (producer != null) {
            producer.close(CLOSE);
            producer = null;
        }
    }

    /**
     * The commit waits for every record and throws what went wrong with it. A record that was not even taken, after the
     * whole of max.block.ms where the broker is away, has failed already, and every other would take as long.
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
