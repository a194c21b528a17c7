package dev.hskstream.kafka.samples;

import dev.hskstream.base.UserException;
import dev.hskstream.kafka.connection.AuthorizationErrors;
import dev.hskstream.kafka.connection.BrokerLimits;
import dev.hskstream.kafka.connection.KafkaConnection;
import dev.hskstream.kafka.connection.KafkaErrors;
import dev.hskstream.schemas.avro.PartitionRange;
import dev.hskstream.schemas.avro.Sample;
import dev.hskstream.schemas.layout.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.LongSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes samples in one transaction and records their offset ranges. Samples belong to the set only once a manifest
 * names their ranges, so readers skip what a killed attempt left behind.
 */
public final class SampleWriter implements AutoCloseable {
    /**
     * May be long: an open transaction delays only readers of this set's topics, and there are none before the manifest
     * is written.
     */
    private static final int TRANSACTION_TIMEOUT_MILLIS = 900_000;

    private final KafkaConnection connection;
    private final Map<String, Object> properties;
    private final Topics topics;
    private final LongConsumer progress;
    private final KafkaProducer<Long, Sample> producer;
    private final Map<String, TreeMap<Integer, PartitionRange>> written = new HashMap<>();
    private final AtomicReference<@Nullable UserException> tooLarge = new AtomicReference<>();

    /**
     * Creates a writer whose transactional id fences any other load of the set once it is opened.
     *
     * @param progress is told of every sample that was sent, by their number
     */
    public SampleWriter(KafkaConnection connection, Topics topics, LongConsumer progress) {
        this.topics = topics;
        this.progress = progress;
        this.connection = connection;
        this.properties = connection.producerProperties();
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, LongSerializer.class);
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.loadId());
        properties.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        this.producer = new KafkaProducer<>(properties);
    }

    /**
     * Aborts a transaction that a killed load left open, and fences that load, so that it cannot write any more.
     *
     * @throws UserException if the brokers refuse
     */
    public void open() {
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            throw BrokerLimits.writing(connection, e, properties, topics.loadId());
        }
    }

    /**
     * Runs the sends in one transaction and commits it.
     *
     * @throws UserException if another load took over, or a sample cannot be written
     */
    public void inTransaction(Runnable sends) {
        try {
            producer.beginTransaction();
            sends.run();
            producer.commitTransaction();
        } catch (ProducerFencedException e) {
            throw new UserException("another load of set " + topics.set() + " took over; run one at a time", e);
        } catch (KafkaException e) {
            abort(e);
            UserException named = tooLarge.get();
            throw named == null ? AuthorizationErrors.writing(e, topics.loadId()) : named;
        }
    }

    /** Sends a sample asynchronously; if it fails, {@link #inTransaction} throws the error. */
    public void send(String topic, int partition, Sample sample) {
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(topic, partition, sample.getIndex(), sample), (place, error) -> {
                    if (error == null) {
                        note(place);
                    } else if (isTooLarge(error)) {
                        tooLarge.compareAndSet(null, refusal(topic, sample, error));
                    }
                });
        progress.accept(1);
    }

    /**
     * Returns the offset ranges of the samples that were written to a topic; complete once the transaction is
     * committed.
     */
    public List<PartitionRange> written(String topic) {
        synchronized (written) {
            return List.copyOf(written.getOrDefault(topic, new TreeMap<>()).values());
        }
    }

    private void note(RecordMetadata place) {
        synchronized (written) {
            written.computeIfAbsent(place.topic(), topic -> new TreeMap<>())
                    .merge(
                            place.partition(),
                            new PartitionRange(place.partition(), place.offset(), place.offset() + 1, 1L),
                            (before, now) -> new PartitionRange(
                                    now.getPartition(),
                                    Math.min(before.getStartOffset(), now.getStartOffset()),
                                    Math.max(before.getEndOffset(), now.getEndOffset()),
                                    before.getRecords() + 1));
        }
    }

    private static boolean isTooLarge(Exception error) {
        return KafkaErrors.causedBy(error, RecordTooLargeException.class)
                || KafkaErrors.causedBy(error, RecordBatchTooLargeException.class);
    }

    private static UserException refusal(String topic, Sample sample, Exception error) {
        long bytes = utf8(sample.getText()) + utf8(sample.getTextPair());
        return new UserException(
                sample.getSplit() + " sample " + sample.getIndex() + " (counted from 0), " + bytes
                        + " bytes of text, is larger than the broker takes: " + KafkaErrors.firstSentence(error)
                        + "; shorten its text, or raise max.message.bytes of " + topic
                        + " and max.request.size in --kafka-config",
                error);
    }

    private static long utf8(@Nullable String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Aborts the transaction. After a fatal error the abort fails as well, which must not hide the original error. */
    private void abort(KafkaException reason) {
        try {
            producer.abortTransaction();
        } catch (KafkaException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
