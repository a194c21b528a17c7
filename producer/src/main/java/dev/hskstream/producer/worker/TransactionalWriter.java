package dev.hskstream.producer.worker;

import dev.hskstream.schemas.avro.KnowledgeRecord;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
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
 * Where a worker's knowledge goes: transactions under the worker's transactional id, and the producer that makes them. A
 * producer that is of no more use is closed at once; the next one under the same id ends what it left open, before it
 * begins anything, so that how a transaction without an answer ended is certain from then on. One thread at a time uses it:
 * the {@link CommitThread}'s while a transaction is on its way, else the worker's.
 */
final class TransactionalWriter implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> properties;
    private final String topic;
    private @Nullable KafkaProducer<Long, KnowledgeRecord> producer;
    private boolean inTransaction;

    /** Knowledge for a topic; nothing is opened yet. */
    TransactionalWriter(Map<String, Object> properties, String topic) {
        this.properties = properties;
        this.topic = topic;
    }

    boolean isOpen() {
        return producer != null;
    }

    boolean inTransaction() {
        return inTransaction;
    }

    /** Has a producer, and every transaction of those before it ended. */
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
        inTransaction = true;
        requireOpen().beginTransaction();
    }

    /** Hands over a record of the open transaction; a partition's records are written in the order they come. */
    void send(int partition, KnowledgeRecord record) {
        requireTaken(requireOpen().send(new ProducerRecord<>(topic, partition, record.getSample(), record)));
    }

    /** Ends the open transaction with the offsets that its records come from, once every record is written. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        requireOpen().sendOffsetsToTransaction(offsets, group);
        requireOpen().commitTransaction();
        inTransaction = false;
    }

    /** Ends what is open without a trace; a producer that cannot do that is given up. */
    void abort() {
        if (!inTransaction) {
            return;
        }
        try {
            requireOpen().abortTransaction();
            inTransaction = false;
        } catch (KafkaException e) {
            // The next producer's first act is to abort what this one left.
            drop();
        }
    }

    /** Gives the producer up without waiting for anything. */
    void drop() {
        inTransaction = false;
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(inTransaction ? Duration.ZERO : CLOSE);
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
